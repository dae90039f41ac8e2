import { describe, expect, it } from 'vitest'
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import { AdapterUpdate } from './adapter-update.ts'
import { spanDimensions } from './candidates.ts'
import { negativeLogLikelihood } from './loss.ts'
import { questionDimensions } from './question.ts'
import { createPassageReader } from './read-passages.ts'
import { mergeAdapter, projectQuestion, softmax } from './scorer.ts'
import type { TrainingExample } from './training-examples.ts'
import { prepareExamples } from './training-examples.ts'

const rarity = (stem: string) => 1 + (stem.length % 3)

async function exampleOf(question: string, answers: string[], text: string): Promise<TrainingExample> {
  const read = createPassageReader('en', rarity)
  const [example] = await prepareExamples(
    [{ id: 'q', question, answers, passages: [{ title: 'Bags', text }] }],
    { language: 'en', rarity, read, sampled: 60, seed: 3 },
    createPacer(),
  )
  if (example === undefined) throw new Error('the answer stands in the text')
  return example
}

const bags = () =>
  exampleOf(
    'How heavy may a bag be?',
    ['23 kg'],
    'A bag may weigh up to 23 kg. Two bags travel free; each further one costs £7.',
  )

function randomScorer(): Float32Array {
  const random = createRandom(5)
  return Float32Array.from({ length: questionDimensions * spanDimensions }, () => random.next() * 0.4 - 0.2)
}

describe('the loss over candidates', () => {
  it('has the gradient that finite differences show', async () => {
    const example = await bags()
    const projected = projectQuestion(randomScorer(), example.question.active)
    const gradient = new Float32Array(spanDimensions)
    negativeLogLikelihood(projected, example, gradient)
    const lossAt = (d: number, shift: number) => {
      const moved = projected.slice()
      moved[d] = (moved[d] ?? 0) + shift
      return negativeLogLikelihood(moved, example, new Float32Array(spanDimensions))
    }
    const touched = [...gradient.keys()].filter((d) => Math.abs(gradient[d] ?? 0) > 1e-3)
    expect(touched.length).toBeGreaterThan(40)
    for (const d of touched) {
      const slope = (lossAt(d, 1e-2) - lossAt(d, -1e-2)) / 2e-2
      expect(Math.abs((gradient[d] ?? 0) - slope)).toBeLessThan(2e-3)
    }
  })

  it('falls when the right candidate scores higher, and is least when it alone is likely', async () => {
    const example = await bags()
    const right = example.credits.indexOf(1)
    expect(right).toBeGreaterThanOrEqual(0)
    const gradient = new Float32Array(spanDimensions)
    const projected = new Float32Array(spanDimensions)
    const before = negativeLogLikelihood(projected, example, gradient)
    const after = negativeLogLikelihood(
      gradient.map((slope) => -slope),
      example,
      new Float32Array(spanDimensions),
    )
    expect(after).toBeLessThan(before)
  })

  it('keeps softmax finite for large scores', () => {
    const probabilities = softmax(Float32Array.of(900, 900, -900))
    expect([...probabilities]).toEqual([0.5, 0.5, 0])
  })
})

describe('the update of an adapter', () => {
  it('starts without effect', () => {
    const update = new AdapterUpdate({ rank: 3, alpha: 6, seed: 1 })
    const base = { name: 'b', scorer: randomScorer() }
    const weights = {
      ...base,
      language: 'en' as const,
      calibration: { weights: [], threshold: 0 },
      trainedOn: [],
      frequencies: new Map(),
      documents: 1,
    }
    const merged = mergeAdapter(weights, update.toAdapter('b'))
    expect(merged.every((value, i) => value === base.scorer[i])).toBe(true)
  })

  it('has the gradients of A and B that finite differences show', async () => {
    const example = await bags()
    const scorer = randomScorer()
    const random = createRandom(9)
    const update = new AdapterUpdate({ rank: 2, alpha: 4, seed: 1 })
    update.b.forEach((_, i) => (update.b[i] = random.next() - 0.5))
    const lossNow = () => {
      const copy = new AdapterUpdate({ rank: 2, alpha: 4, seed: 1 })
      copy.a.set(update.a)
      copy.b.set(update.b)
      return copy.accumulate(scorer, example)
    }
    update.accumulate(scorer, example)
    const { a, b } = update.gradients()
    const check = (values: Float32Array, gradient: Float32Array) => {
      const places = [...gradient.keys()]
        .sort((i, j) => Math.abs(gradient[j] ?? 0) - Math.abs(gradient[i] ?? 0))
        .slice(0, 12)
      for (const i of places) {
        const old = values[i] ?? 0
        values[i] = old + 1e-2
        const above = lossNow()
        values[i] = old - 1e-2
        const below = lossNow()
        values[i] = old
        const slope = (above - below) / 2e-2
        expect(Math.abs((gradient[i] ?? 0) - slope)).toBeLessThan(0.02 * Math.max(1, Math.abs(slope)))
      }
      expect(Math.abs(gradient[places[0] ?? 0] ?? 0)).toBeGreaterThan(0.01)
    }
    check(update.a, a)
    check(update.b, b)
  })
})
