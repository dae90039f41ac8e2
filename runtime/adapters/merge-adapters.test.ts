import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { CanonicalAdapter } from './canonical-adapter.ts'
import { mergeAdapters } from './merge-adapters.ts'
import { parsePeft, writePeft } from './peft.ts'

const sizes = { inputs: 5, outputs: 3 }

function makeAdapter(rank: number, seed: number, modules = ['scorer'], base = 'reader'): CanonicalAdapter {
  const random = createRandom(seed)
  const draw = (length: number) => Float32Array.from({ length }, () => random.next() - 0.5)
  const update = () => ({ rank, ...sizes, a: draw(rank * sizes.inputs), b: draw(sizes.outputs * rank) })
  const alpha = 2 * rank
  return { base, rank, alpha, scale: alpha / rank, modules: new Map(modules.map((name) => [name, update()])) }
}

/** `scale · B A`, row-major. */
function deltaOf({ scale, modules }: CanonicalAdapter, module = 'scorer'): number[] {
  const update = modules.get(module)
  return Array.from({ length: sizes.outputs * sizes.inputs }, (_, at) => {
    const [output, input] = [Math.floor(at / sizes.inputs), at % sizes.inputs]
    let sum = 0
    for (let r = 0; r < (update?.rank ?? 0); r += 1)
      sum += (update?.b[output * (update?.rank ?? 0) + r] ?? 0) * (update?.a[r * sizes.inputs + input] ?? 0)
    return scale * sum
  })
}

describe('merged adapters', () => {
  it('change the base model by the weighted sum of their changes', () => {
    const parts = [
      { adapter: makeAdapter(2, 1), weight: 0.5 },
      { adapter: makeAdapter(4, 2), weight: 0.25 },
      { adapter: makeAdapter(1, 3), weight: -1 },
    ]
    const merged = mergeAdapters(parts)
    expect(merged).toMatchObject({ base: 'reader', rank: 7, alpha: 7, scale: 1 })
    const sums = deltaOf(merged).map((_, at) =>
      parts.reduce((sum, { adapter, weight }) => sum + weight * (deltaOf(adapter)[at] ?? 0), 0),
    )
    deltaOf(merged).forEach((value, at) => expect(value).toBeCloseTo(sums[at] ?? 0, 6))
    deltaOf(parsePeft(writePeft(merged))).forEach((value, at) => expect(value).toBeCloseTo(sums[at] ?? 0, 6))
  })

  it('update a module by those that have it', () => {
    const merged = mergeAdapters([
      { adapter: makeAdapter(2, 1), weight: 1 },
      { adapter: makeAdapter(2, 2, ['scorer', 'other']), weight: 1 },
    ])
    const own = deltaOf(makeAdapter(2, 2, ['scorer', 'other']), 'other')
    deltaOf(merged, 'other').forEach((value, at) => expect(value).toBeCloseTo(own[at] ?? 0, 6))
  })

  it('share a base and the sizes of their modules', () => {
    const one = { adapter: makeAdapter(2, 1), weight: 1 }
    expect(() => mergeAdapters([])).toThrow(expect.objectContaining({ code: 'ADAPTER_INVALID' }))
    expect(() =>
      mergeAdapters([one, { adapter: makeAdapter(2, 1, ['scorer'], 'other'), weight: 1 }]),
    ).toThrow(
      expect.objectContaining({ code: 'ADAPTER_WRONG_BASE', params: { base: 'other', expected: 'reader' } }),
    )
    const wide: CanonicalAdapter = {
      ...one.adapter,
      modules: new Map([
        ['scorer', { rank: 2, inputs: 6, outputs: 3, a: new Float32Array(12), b: new Float32Array(6) }],
      ]),
    }
    expect(() => mergeAdapters([one, { adapter: wide, weight: 1 }])).toThrow(
      expect.objectContaining({ code: 'ADAPTER_INVALID' }),
    )
  })
})
