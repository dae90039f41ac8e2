import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import { computeAuroc, computeEce } from './evaluate-intents.ts'
import { IntentModel } from './intent-model.ts'
import { serialiseIntentModel } from './model-file.ts'
import type { IntentExample, TrainedIntents } from './train-intent-model.ts'
import { planFolds } from './out-of-fold.ts'
import { trainIntentModel } from './train-intent-model.ts'

const topics: Readonly<Record<string, readonly string[]>> = {
  refund: ['refund', 'money back', 'cancel my ticket', 'fee for cancelling', 'repay the fare'],
  luggage: ['suitcase', 'my dog', 'heavy bag', 'bicycle', 'how many bags'],
  timetable: ['last train', 'first train', 'when does it leave', 'how often', 'arrival time'],
  退票: ['我要退票', '退款什么时候到账', '手续费多少', '车票退掉', '能退多少钱'],
}
const openings = ['hello', 'please', 'quick question', 'I would like to know', '请问', 'urgent', '']
const endings = ['today', 'for two', 'thanks', '?', '谢谢', 'on Friday', '']

/** Texts of every topic, some of them labelled wrongly, so that no model can be sure of all. */
function writeExamples(perIntent: number, seed: number, wrongShare = 0): IntentExample[] {
  const random = createRandom(seed)
  const pick = (from: readonly string[]) => from[random.below(from.length)] ?? ''
  const intents = Object.keys(topics)
  return intents.flatMap((intent) =>
    Array.from({ length: perIntent }, () => ({
      text: `${pick(openings)} ${pick(topics[intent] ?? [])} ${pick(endings)} ${random.below(50)}`,
      intent: random.next() < wrongShare ? pick(intents) : intent,
    })),
  )
}

const strangers = [
  'play some jazz',
  'who won the cup final',
  '今天天气怎么样',
  'recipe for leek soup',
  'zzz qqq',
]

let trained: TrainedIntents
let model: IntentModel
beforeAll(async () => {
  trained = await trainIntentModel(writeExamples(40, 1))
  model = new IntentModel(trained.parts, 'test@0')
})

describe('a trained model', () => {
  it('names the intent of texts it has not seen, in both languages', () => {
    const unseen = writeExamples(30, 2)
    const right = unseen.filter(({ text, intent }) => model.predict(text).label === intent)
    expect(right.length / unseen.length).toBeGreaterThan(0.97)
    expect(model.predict('退票').label).toBe('退票')
    expect(model.predict('REFUND!!').label).toBe('refund')
  })

  it('gives probabilities that add up to 1, the value agreeing with them', () => {
    const distribution = model.distribution('my dog and a suitcase')
    expect(distribution.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
    const value = model.predict('my dog and a suitcase')
    expect(value.confidence).toBeCloseTo(Math.max(...distribution), 6)
    expect(value.margin).toBeCloseTo(value.confidence - (value.runnerUp?.p ?? 0), 6)
    expect(value.top.map(({ p }) => p)).toEqual(value.top.map(({ p }) => p).toSorted((a, b) => b - a))
    expect(value.model).toBe('test@0')
  })

  it('finds texts of no intent less familiar, though it was never shown one', () => {
    const familiarity = (text: string) => model.judge(text).familiarity
    const inScope = writeExamples(20, 3).map(({ text }) => familiarity(text))
    expect(computeAuroc(inScope, strangers.map(familiarity))).toBeGreaterThan(0.95)
    expect(strangers.filter((text) => model.predict(text).outOfScope).length).toBeGreaterThanOrEqual(4)
    expect(model.predict('I would like to know how many bags').outOfScope).toBe(false)
  })

  it('has sane values for no text, for one of no known character, and for a very long one', () => {
    for (const text of ['', ' \n ', '🎉', 'refund '.repeat(150_000)]) {
      const { confidence, top } = model.predict(text)
      expect(confidence).toBeGreaterThan(0)
      expect(confidence).toBeLessThanOrEqual(1)
      expect(top.every(({ p }) => Number.isFinite(p))).toBe(true)
    }
    expect(model.predict('').outOfScope).toBe(true)
  })
})

describe('out-of-fold predictions', () => {
  it('cover every row of a small set once, and accept 95 % of them', () => {
    expect(trained.outOfFold).toHaveLength(160)
    expect(trained.parts.calibration).toMatchObject({ n: 160, folds: 10 })
    const { outOfScopeBelow } = trained.parts.scope
    const accepted = trained.outOfFold.filter(({ familiarity }) => familiarity >= outOfScopeBelow)
    expect(accepted.length / 160).toBeCloseTo(0.95, 2)
  })

  it('do not know the labels: rows labelled wrongly are not learnt by heart', async () => {
    const { outOfFold, parts } = await trainIntentModel(writeExamples(60, 4, 0.4))
    const accuracy =
      outOfFold.filter(({ actual, predicted }) => actual === predicted).length / outOfFold.length
    expect(accuracy).toBeLessThan(0.8)
    expect(parts.calibration.eceInterval[1]).toBeGreaterThan(parts.calibration.eceInterval[0])
  })

  it('say how far confidence is from accuracy on rows to come', async () => {
    const noisy = await trainIntentModel(writeExamples(150, 5, 0.3))
    const own = new IntentModel(noisy.parts, 'noisy@0')
    const predictions = writeExamples(300, 6, 0.3).map(({ text, intent }) => {
      const { label, confidence } = own.predict(text)
      return { actual: own.labels.indexOf(intent), predicted: own.labels.indexOf(label ?? ''), confidence }
    })
    expect(Math.abs(computeEce(predictions) - noisy.parts.calibration.ece)).toBeLessThan(0.06)
    const right = predictions.filter(({ actual, predicted }) => actual === predicted).length
    const mean = predictions.reduce((sum, { confidence }) => sum + confidence, 0) / predictions.length
    expect(Math.abs(right / predictions.length - mean)).toBeLessThan(0.12)
  })
})

describe('training', () => {
  it('gives the same bytes for the same seed, in WebAssembly and in plain JavaScript, and others for another', async () => {
    const examples = writeExamples(15, 7)
    const bytes = async (seed: number, kernels: 'auto' | 'plain') =>
      serialiseIntentModel((await trainIntentModel(examples, { seed, kernels })).parts)
    const first = await bytes(1, 'auto')
    expect(await bytes(1, 'auto')).toEqual(first)
    expect(await bytes(1, 'plain')).toEqual(first)
    expect(await bytes(2, 'auto')).not.toEqual(first)
  })

  it('is not touched by rows marked out of scope, nor by blank ones', async () => {
    const examples = writeExamples(15, 8)
    const more = [
      ...examples,
      ...strangers.map((text) => ({ text, intent: 'oos' })),
      { text: '  ', intent: 'refund' },
    ]
    const [without, withThem] = await Promise.all([trainIntentModel(examples), trainIntentModel(more)])
    expect(withThem.parts.labels).not.toContain('oos')
    expect(serialiseIntentModel(withThem.parts)).toEqual(serialiseIntentModel(without.parts))
  })

  it('needs two intents', async () => {
    const failed = { code: 'TOO_FEW_INTENTS' }
    await expect(trainIntentModel([])).rejects.toMatchObject({ ...failed, params: { count: 0 } })
    const refunds = writeExamples(5, 9).filter(({ intent }) => intent === 'refund')
    await expect(trainIntentModel([...refunds, { text: 'hi', intent: 'oos' }])).rejects.toMatchObject({
      ...failed,
      params: { count: 1 },
    })
  })

  it('takes one row an intent, and the same row many times', async () => {
    for (const copies of [1, 12]) {
      const rows = ['refund', 'luggage'].flatMap((intent) =>
        Array(copies).fill({ text: `my ${intent}`, intent }),
      )
      const own = new IntentModel((await trainIntentModel(rows)).parts, 'tiny@0')
      expect(own.predict('my luggage').label).toBe('luggage')
      expect(Number.isFinite(own.predict('something else').confidence)).toBe(true)
    }
  })

  it('reports its progress from 0 to 1, and stops when it is told to', async () => {
    const shares: number[] = []
    const controller = new AbortController()
    const reason = new Error('enough')
    const training = trainIntentModel(writeExamples(200, 10), {
      signal: controller.signal,
      onProgress: (share) => {
        shares.push(share)
        controller.abort(reason)
      },
    })
    await expect(training).rejects.toBe(reason)
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
    await expect(trainIntentModel(writeExamples(2, 1), { signal: controller.signal })).rejects.toBe(reason)
  })
})

it('calibrates on every row of a small set, and on as many of a large one as its training leaves time for', () => {
  const predictedOf = (rows: number) => planFolds(rows).predicted
  expect([200, 3_000, 9_960, 15_000, 200_000].map(predictedOf)).toEqual([10, 10, 2, 1, 1])
})
