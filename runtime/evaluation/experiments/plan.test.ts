import { describe, expect, it } from 'vitest'
import { compareInputs, chooseRows, pinRow } from './manifest.ts'
import { packRows } from './row-pins.ts'
import { drawBlock, drawOrder, planExperiment, TakenPlaces } from './plan.ts'

const plan = planExperiment({ rows: 40, arms: [1, 3], repetitions: 2, seed: 7 })
const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b)

describe('the plan of an experiment', () => {
  it('takes every row once, in an order of the seed alone', () => {
    expect(sorted(plan.order)).toEqual(Array.from({ length: 40 }, (_, row) => row))
    expect(drawOrder(40, 7)).toEqual(plan.order)
    expect(drawOrder(40, 8)).not.toEqual(plan.order)
  })

  it('has each variant, repetition and arm once in every block, shuffled anew for each', () => {
    const texts = plan.order.reduce<string[]>(
      (all, _row, step) => [...all, JSON.stringify(drawBlock(plan, step))],
      [],
    )
    for (const text of texts) {
      const block = JSON.parse(text) as object[]
      expect(block).toHaveLength(8)
      expect(block).toEqual(expect.arrayContaining([...plan.shapes]))
    }
    expect(new Set(texts).size).toBeGreaterThan(30)
    expect(JSON.stringify(drawBlock(plan, 3))).toBe(texts[3])
  })

  it('gives no variant the first place more often than another', () => {
    const two = planExperiment({ rows: 2_000, arms: [1, 1], repetitions: 1, seed: 3 })
    let first = 0
    for (let step = 0; step < 2_000; step += 1) first += drawBlock(two, step)[0]?.variant === 0 ? 1 : 0
    // Five standard deviations of a fair coin.
    expect(Math.abs(first - 1_000)).toBeLessThan(112)
  })

  it('knows which places are taken, and counts none twice', () => {
    const taken = new TakenPlaces(plan)
    taken.addAll(Int32Array.from([5, 1, 0, 2, 5, 1, 0, 2, 39, 0, 1, 0]))
    expect(taken.count).toBe(2)
    expect(taken.has({ row: 5, variant: 1, repetition: 0, arm: 2 })).toBe(true)
    expect(taken.has({ row: 5, variant: 1, repetition: 1, arm: 2 })).toBe(false)
    expect(taken.has({ row: 5, variant: 9, repetition: 0, arm: 0 })).toBe(false)
  })
})

describe('what an experiment is pinned to', () => {
  const row = (id: string, question = id) => pinRow({ id, inputs: { question }, expected: { intent: null } })
  const pins = {
    revision: 'r1',
    indexes: { desk: 'desk@1' },
    intents: {},
    banks: { desk: { a: 'x@1' } },
    arms: [null],
  }
  const inputs = {
    definition: { dataset: 'd' } as never,
    datasetVersion: 'v1',
    rows: packRows([row('a'), row('b'), row('c')]),
    variants: { plain: pins },
    software: { signalbox: '1', runtime: 'node 20' },
  }

  it('is the same as itself', () => {
    expect(compareInputs(inputs, inputs)).toBeUndefined()
    expect(
      compareInputs(inputs, { ...inputs, rows: packRows([row('a'), row('b'), row('c')]) }),
    ).toBeUndefined()
  })

  it('differs by rows and versions, each named', () => {
    const variants = { plain: { ...pins, indexes: { desk: 'desk@2' }, banks: { desk: { a: 'y@2' } } } }
    const now = {
      ...inputs,
      datasetVersion: 'v2',
      rows: packRows([row('a', 'new'), row('c'), row('d')]),
      variants,
    }
    expect(compareInputs(inputs, now)).toEqual({
      added: ['d'],
      removed: ['b'],
      changed: ['a'],
      pins: ['dataset: v1 → v2', 'plain/index desk: desk@1 → desk@2', 'plain/bank desk/a: x@1 → y@2'],
    })
  })

  it('differs by where a bank sends requests, as far as both say so', () => {
    const sending = (threshold: number, defaultAlias: string | null = null) => ({
      plain: {
        ...pins,
        routing: { desk: { routes: [{ intent: 'fees', alias: 'a', threshold }], defaultAlias } },
      },
    })
    const before = { ...inputs, variants: sending(0.8) }
    expect(compareInputs(before, { ...inputs, variants: sending(0.8) })).toBeUndefined()
    expect(compareInputs(before, { ...inputs, variants: sending(0.9, 'a') })?.pins).toEqual([
      'plain/bank desk/default: base → a',
      'plain/bank desk/route fees: a ≥ 0.8 → a ≥ 0.9',
    ])
    expect(compareInputs(inputs, before)).toBeUndefined()
  })

  it('takes as many rows as the limit says, in their own order', () => {
    const rows = Array.from({ length: 100 }, (_, index) => index)
    const chosen = chooseRows(rows, 10, 4)
    expect(chosen).toHaveLength(10)
    expect(sorted(chosen)).toEqual(chosen)
    expect(chooseRows(rows, 10, 4)).toEqual(chosen)
    expect(chooseRows(rows, 20, 4)).toEqual(expect.arrayContaining([...chosen]))
    expect(chooseRows(rows, undefined, 4)).toBe(rows)
  })
})
