import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'

const phrases = {
  refund: ['money back', 'refund the ticket', 'return my fare', 'reimburse the price', 'get the fare back'],
  luggage: ['suitcase size', 'carry a bag', 'luggage weight', 'take a trunk', 'bags on the train'],
  delay: ['late train', 'delayed by an hour', 'train behind schedule', 'arrived too late', 'long delay'],
}
const frames = ['{}', 'how about {}?', 'I want to know about {}', 'please help: {}', 'is there {} here']
const rows = Object.entries(phrases).flatMap(([intent, texts]) =>
  frames.flatMap((frame, index) =>
    texts.map((text) => ({
      text: frame.replace('{}', text),
      intent,
      split: index === 4 ? 'test' : 'train',
    })),
  ),
)
const oos = ['what is the capital of Peru', 'play some jazz', 'solve this equation'].map((text) => ({
  text,
  intent: 'oos',
  split: 'test',
}))
const asLines = (all: readonly object[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('')

let folder = ''
let data = ''
let model = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-intent-'))
  data = join(folder, 'data.jsonl.gz')
  model = join(folder, 'desk.model')
  await writeFile(data, gzipSync(asLines([...rows, ...oos])))
  await runCliCaptured('intent', 'train', '--data', data, '--out', model)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('intent train', () => {
  it('prints what it trained on, and leaves out the rows marked oos and those of other splits', async () => {
    const out = join(folder, 'again.model')
    const { code, json, stdout } = await runCliCaptured(
      '--json',
      'intent',
      'train',
      '--data',
      data,
      '--out',
      out,
    )
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(json()).toMatchObject({
      examples: 60,
      intents: 3,
      modelBytes: (await readFile(out)).length,
      calibration: { n: 60, temperature: expect.any(Number) },
    })
  })

  it('writes the same bytes for the same seed, and takes CSV', async () => {
    const csv = join(folder, 'data.csv')
    await writeFile(
      csv,
      ['text,intent,split', ...rows.map(({ text, intent, split }) => `"${text}",${intent},${split}`)].join(
        '\n',
      ),
    )
    const out = join(folder, 'csv.model')
    expect((await runCliCaptured('intent', 'train', '--data', csv, '--out', out)).code).toBe(0)
    expect(await readFile(out)).toEqual(await readFile(model))
  })

  it('refuses one intent, an empty split and a broken row, with file, line and field', async () => {
    const one = join(folder, 'one.jsonl')
    await writeFile(one, asLines(rows.filter(({ intent }) => intent === 'refund')))
    const train = (...args: string[]) =>
      runCliCaptured('intent', 'train', '--json', '--out', join(folder, 'x'), ...args)
    expect((await train('--data', one)).json()).toMatchObject({ error: { code: 'TOO_FEW_INTENTS' } })
    const empty = await train('--data', data, '--split', 'dev')
    expect([empty.code, empty.json()]).toMatchObject([1, { error: { code: 'SPLIT_EMPTY' } }])
    const broken = join(folder, 'broken.jsonl')
    await writeFile(broken, `${asLines(rows.slice(0, 2))}{"text":"x","intent":7}\n`)
    expect((await train('--data', broken)).json()).toMatchObject({
      error: { code: 'ROW_INVALID', path: `${broken}:3`, params: { field: 'intent', line: 3 } },
    })
  })
})

describe('intent eval', () => {
  it('scores the test split and the text out of scope', async () => {
    const { code, json } = await runCliCaptured('intent', 'eval', '--model', model, '--data', data, '--json')
    expect(code).toBe(0)
    const result = Object(json())
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining(['n', 'accuracy', 'macroF1', 'ece', 'logLoss', 'oos', 'latencyUs', 'perIntent']),
    )
    expect(result.n).toBe(15)
    expect(result.accuracy).toBeGreaterThan(0.8)
    expect(result.oos).toMatchObject({ n: 3 })
    expect(result.oos.auroc).toBeGreaterThan(0.5)
    expect(result.perIntent).toHaveLength(3)
    expect(result.latencyUs.p50).toBeLessThanOrEqual(result.latencyUs.p99)
  })

  it('says that there is no text out of scope, and counts intents the model does not know as wrong', async () => {
    const other = join(folder, 'other.jsonl')
    await writeFile(
      other,
      asLines([
        { text: 'money back', intent: 'refund' },
        { text: 'a dog', intent: 'pets' },
      ]),
    )
    const { json, stderr } = await runCliCaptured(
      'intent',
      'eval',
      '--model',
      model,
      '--data',
      other,
      '--json',
    )
    expect(json()).toMatchObject({ n: 2, accuracy: 0.5, oos: null, unknownIntents: ['pets'] })
    expect(stderr).toContain('pets')
  })

  it('takes the out-of-scope rows of CLINC150, whose splits have names of their own', async () => {
    const clinc = join(folder, 'clinc.jsonl')
    await writeFile(clinc, asLines([...rows, { text: 'play jazz', intent: 'oos', split: 'oos_test' }]))
    const { json } = await runCliCaptured('intent', 'eval', '--model', model, '--data', clinc, '--json')
    expect(json()).toMatchObject({ n: 15, oos: { n: 1 } })
  })

  it('refuses a model with a flipped byte and one of a newer version', async () => {
    const bytes = await readFile(model)
    const damaged = join(folder, 'damaged.model')
    await writeFile(
      damaged,
      bytes.map((byte, index) => (index === bytes.length - 9 ? byte ^ 1 : byte)),
    )
    const evaluate = async (file: string) =>
      (await runCliCaptured('intent', 'eval', '--model', file, '--data', data, '--json')).json()
    expect(await evaluate(damaged)).toMatchObject({ error: { code: 'INTENT_MODEL_DAMAGED' } })
    const newer = join(folder, 'newer.model')
    await writeFile(
      newer,
      bytes.map((byte, index) => (index === 8 ? byte + 1 : byte)),
    )
    expect(await evaluate(newer)).toMatchObject({ error: { code: 'INTENT_MODEL_NEWER' } })
    const missing = await runCliCaptured('intent', 'eval', '--model', join(folder, 'none'), '--data', data)
    expect([missing.code, missing.stdout]).toEqual([2, ''])
  })
})

describe('intent predict', () => {
  it('gives each text its intent with a distribution that adds up', async () => {
    const { json } = await runCliCaptured(
      'intent',
      'predict',
      '--json',
      '--model',
      model,
      'money back please',
      'how heavy may my luggage be',
    )
    const predicted = json() as { intent: string; confidence: number; distribution: Record<string, number> }[]
    expect(predicted.map(({ intent }) => intent)).toEqual(['refund', 'luggage'])
    for (const { confidence, distribution } of predicted) {
      const values = Object.values(distribution)
      expect(values.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4)
      expect(values[0]).toBeCloseTo(confidence, 6)
    }
  })

  it('asks for a text', async () => {
    const { code, json } = await runCliCaptured('intent', 'predict', '--json', '--model', model)
    expect([code, json()]).toMatchObject([2, { error: { code: 'USAGE_INVALID' } }])
  })
})
