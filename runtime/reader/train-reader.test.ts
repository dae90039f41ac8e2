import { describe, expect, it } from 'vitest'
import { writePeft } from '../adapters/peft.ts'
import { sha256Hex } from '../core/document/content-hash.ts'
import { scoreAnswer } from '../core/answers/answer-match.ts'
import { answerQuestion } from './answer-question.ts'
import { parseReaderWeights, serialiseReaderWeights } from './reader-weights.ts'
import { mergeAdapter } from './scorer.ts'
import { trainAdapter } from './train-adapter.ts'
import { trainReader } from './train-reader.ts'
import type { LabelledExample } from './training-examples.ts'

const towns = ['Aldham', 'Birch', 'Copford', 'Dedham', 'Elmstead', 'Fordham']
const things = ['bicycle', 'dog']

/** Each passage holds an amount, a time and a place; a kind of question asks for one of them. */
const cases = towns.flatMap((town, t) =>
  things.map((thing, k) => ({
    id: `${town}-${thing}`,
    town,
    thing,
    text:
      `At ${town} a ${thing} may travel from ${7 + k}:${10 + t} onwards. ` +
      `The fee for a ${thing} at ${town} is £${3 + t + 9 * k}. Staff of ${town} stand beside gate ${t + 1}.`,
    amount: `£${3 + t + 9 * k}`,
    time: `${7 + k}:${10 + t}`,
  })),
)

const about = (ask: (town: string, thing: string) => string, answer: 'amount' | 'time'): LabelledExample[] =>
  cases.map(({ id, town, thing, text, ...answers }) => ({
    id: `${id}-${answer}`,
    article: town,
    question: ask(town, thing),
    answers: [answers[answer]],
    passages: [{ title: town, text }],
  }))

const amounts = about((town, thing) => `How much is the fee for a ${thing} at ${town}?`, 'amount')
const times = about((town, thing) => `When may a ${thing} travel at ${town}?`, 'time')
const options = { name: 'towns', language: 'en', trainedOn: ['towns'] } as const
const train = (seed: number) => trainReader([...amounts, ...times], { ...options, seed })

describe('training the reader', () => {
  it('learns which span answers which kind of question', async () => {
    const weights = await train(1)
    const text = 'At Newtown a goat may travel from 9:45 onwards. The fee for a goat at Newtown is £61.'
    const document = {
      id: 'n#0',
      documentId: 'n',
      title: 'Newtown',
      text,
      source: { start: 0, end: text.length },
      score: 1,
    }
    const ask = (question: string) => answerQuestion(weights, { question, documents: [document] }).text
    expect(ask('How much is the fee for a goat at Newtown?')).toBe('£61')
    expect(ask('When may a goat travel at Newtown?')).toContain('9:45')
  })

  it('gives the same bytes for the same seed and other bytes for another', async () => {
    const [one, same, other] = await Promise.all([train(1), train(1), train(2)])
    const hashOf = (weights: typeof one) => sha256Hex(serialiseReaderWeights(weights))
    expect(hashOf(same)).toBe(hashOf(one))
    expect(hashOf(other)).not.toBe(hashOf(one))
  })

  it('stops when it is called off', async () => {
    const signal = AbortSignal.timeout(1)
    await expect(trainReader([...amounts, ...times], { ...options, signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
  })

  it('comes back from its file exactly, and a flipped byte or another version is refused', async () => {
    const weights = await train(1)
    const file = serialiseReaderWeights(weights)
    const { scorer, ...rest } = parseReaderWeights(file)
    const { scorer: written, ...expected } = weights
    expect(rest).toEqual(expected)
    expect(scorer.findIndex((value, i) => value !== written[i])).toBe(-1)
    expect(scorer).toHaveLength(written.length)
    for (const at of [20, 60, file.length - 5]) {
      const damaged = file.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 1
      expect(() => parseReaderWeights(damaged)).toThrow(
        expect.objectContaining({ code: 'READER_WEIGHTS_DAMAGED' }),
      )
    }
    const newer = file.slice()
    newer[8] = 99
    expect(() => parseReaderWeights(newer)).toThrow(/version 99 is newer/)
    expect(() => parseReaderWeights(file.slice(0, 100))).toThrow(/READER_WEIGHTS_DAMAGED|checksum|cut off/)
  })
})

describe('training an adapter', () => {
  /** The same questions, asked with one word: the base cannot know which kind of answer is meant. */
  const short = about((town, thing) => `${town} ${thing}?`, 'time')

  it('changes the form of the answers, says what it gained out-of-fold, and gives the same bytes for the same seed', async () => {
    const weights = await trainReader(amounts, { ...options, calibrationFolds: 0 })
    const run = (seed: number) => trainAdapter(weights, short, { rank: 2, alpha: 4, seed, epochs: 8 })
    const trained = await run(1)
    const { base, adapter, n } = trained.validation
    expect(n).toBe(short.length)
    expect(adapter.em).toBeGreaterThan(base.em + 0.5)
    expect(trained.loss.at(-1)?.value).toBeLessThan(trained.loss[0]?.value ?? 0)
    const hashOf = ({ adapter: of }: typeof trained) => sha256Hex(writePeft(of).weights)
    expect(hashOf(await run(1))).toBe(hashOf(trained))
    expect(hashOf(await run(2))).not.toBe(hashOf(trained))
    const scorer = mergeAdapter(weights, trained.adapter)
    const text = 'At Newtown a goat may travel from 9:45 onwards. The fee for a goat at Newtown is £61.'
    const document = {
      id: 'n#0',
      documentId: 'n',
      title: 'Newtown',
      text,
      source: { start: 0, end: text.length },
      score: 1,
    }
    const answer = answerQuestion(weights, { question: 'Newtown goat?', documents: [document], scorer })
    expect(scoreAnswer(answer.text, ['9:45'], 'en').em).toBe(1)
  })

  it('needs ten questions whose answers stand in their passages', async () => {
    const weights = await trainReader(amounts, { ...options, calibrationFolds: 0 })
    const elsewhere = short.map((example) => ({ ...example, answers: ['nowhere in the text'] }))
    const attempt = trainAdapter(weights, [...short.slice(0, 9), ...elsewhere], { rank: 2, alpha: 4 })
    await expect(attempt).rejects.toMatchObject({
      code: 'TOO_FEW_EXAMPLES',
      params: { count: 9, minimum: 10 },
    })
  })

  it('is refused by a base of another name and by a layer of another shape', async () => {
    const weights = await trainReader(amounts, { ...options, calibrationFolds: 0 })
    const { adapter } = await trainAdapter(weights, short, { rank: 2, alpha: 4, epochs: 2 })
    const refuse = (other: typeof adapter) => () => mergeAdapter(weights, other)
    expect(refuse({ ...adapter, base: 'another' })).toThrow(
      expect.objectContaining({ code: 'ADAPTER_WRONG_BASE' }),
    )
    const update = adapter.modules.get('scorer')
    if (update === undefined) throw new Error('the reader has that module')
    const wrong = (module: string, changes: object) =>
      refuse({ ...adapter, modules: new Map([[module, { ...update, ...changes }]]) })
    expect(wrong('scorer', { inputs: 7 })).toThrow(/instead of/)
    expect(wrong('q_proj', {})).toThrow(/one module/)
  })
})
