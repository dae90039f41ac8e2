import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'

const towns = ['Aldham', 'Birch', 'Copford', 'Dedham', 'Elmstead', 'Fordham', 'Gosfield', 'Halstead']
const things = ['bicycle', 'dog', 'suitcase', 'parcel']
const cases = towns.flatMap((town, t) =>
  things.map((thing, k) => ({
    id: `${town}-${thing}`,
    text:
      `At ${town} a ${thing} may travel on most trains. Ask the staff of ${town} before you board. ` +
      `The fee for a ${thing} at ${town} is £${3 + t + 9 * k}.50, paid at the desk.`,
    question: `How much does a ${thing} cost at ${town}?`,
    answer: `£${3 + t + 9 * k}.50`,
  })),
)
const asLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const questions = cases.map(({ id, question, answer }, index) => ({
  id: `q${index}`,
  question,
  answers: [answer],
  contextId: id,
  intent: index % 2 === 0 ? 'fees' : 'prices',
}))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-adapter-'))
  await writeFile(join(folder, 'corpus.jsonl'), asLines(cases.map(({ id, text }) => ({ _id: id, text }))))
  await writeFile(join(folder, 'questions.jsonl'), asLines(questions))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const train = (out: string, ...more: string[]) =>
  runCliCaptured(
    'adapter',
    'train',
    '--json',
    '--data',
    folder,
    '--rank',
    '4',
    '--out',
    join(folder, out),
    ...more,
  )

describe('adapter train', () => {
  it('writes a PEFT folder and prints how training went', async () => {
    const { code, json } = await train('fees')
    expect(code).toBe(0)
    const result = Object(json())
    expect(result).toMatchObject({ rank: 4, alpha: 8, validation: { n: 32 } })
    expect(result.loss.at(-1)).toBeLessThan(result.loss[0])
    expect(result.validation.f1).toBeGreaterThanOrEqual(result.validation.base.f1)
    const described = Object(
      (await runCliCaptured('adapter', 'inspect', join(folder, 'fees'), '--json')).json(),
    )
    expect(described).toMatchObject({
      id: result.id,
      base: result.base,
      rank: 4,
      parameters: result.parameters,
      format: 'peft',
      warnings: [],
    })
    expect(described.targets).toHaveLength(1)
  })

  it('gives the same bytes for the same seed, also from an index of the same articles', async () => {
    await train('one')
    await train('two')
    const weights = (out: string) => readFile(join(folder, out, 'adapter_model.safetensors'))
    expect(await weights('one')).toEqual(await weights('two'))
    const index = join(folder, 'articles.index')
    await runCliCaptured('index', 'build', folder, '--out', index)
    expect((await train('indexed', '--index', index)).code).toBe(0)
    expect(await weights('indexed')).not.toEqual(await weights('one'))
  })

  it('says when there are too few questions, and which line names an article that is gone', async () => {
    expect((await train('x', '--intent', 'nothing')).json()).toMatchObject({ error: { code: 'SPLIT_EMPTY' } })
    const few = join(folder, 'few.jsonl')
    await writeFile(few, asLines(questions.slice(0, 5)))
    const args = ['adapter', 'train', '--json', '--out', join(folder, 'x'), '--data']
    expect((await runCliCaptured(...args, few)).json()).toMatchObject({ error: { code: 'TOO_FEW_EXAMPLES' } })
    const gone = join(folder, 'gone.jsonl')
    await writeFile(gone, asLines([questions[0] ?? {}, { ...questions[1], contextId: 'nowhere' }]))
    expect((await runCliCaptured(...args, gone)).json()).toMatchObject({
      error: { code: 'ROW_INVALID', path: `${gone}:2`, params: { field: 'contextId' } },
    })
  })

  it('refuses a rank that is none', async () => {
    expect((await train('x', '--rank', '0')).code).toBe(2)
    expect((await train('x', '--rank', 'many')).code).toBe(2)
  })
})

describe('adapter inspect', () => {
  it('refuses a flipped length, a folder that is none, and warns of an adapter without effect', async () => {
    await train('base')
    const copy = async (name: string, change: (weights: Buffer) => Buffer) => {
      await mkdir(join(folder, name), { recursive: true })
      const read = (file: string) => readFile(join(folder, 'base', file))
      await writeFile(join(folder, name, 'adapter_config.json'), await read('adapter_config.json'))
      await writeFile(
        join(folder, name, 'adapter_model.safetensors'),
        change(await read('adapter_model.safetensors')),
      )
      return runCliCaptured('adapter', 'inspect', '--json', join(folder, name))
    }
    const damaged = await copy('damaged', (weights) =>
      Buffer.from(weights.map((byte, i) => (i === 0 ? byte ^ 64 : byte))),
    )
    expect([damaged.code, damaged.json()]).toMatchObject([1, { error: { code: 'SAFETENSORS_INVALID' } }])
    const headBytes = (weights: Buffer) => 8 + Number(weights.readBigUInt64LE(0))
    const idle = await copy('idle', (weights) => weights.fill(0, headBytes(weights)))
    expect(Object(idle.json()).warnings).toHaveLength(1)
    const none = await runCliCaptured('adapter', 'inspect', '--json', join(folder, 'no-such-folder'))
    expect([none.code, none.json()]).toMatchObject([2, { error: { code: 'FILE_UNREADABLE' } }])
  })
})
