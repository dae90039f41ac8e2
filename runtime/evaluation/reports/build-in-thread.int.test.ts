import { expect, it } from 'vitest'
import { makeCell, makeExperiment, makeVariant } from '../../testing/experiment-cells.ts'
import { buildInThread } from './build-in-thread.node.ts'
import { buildHere } from './report-building.ts'

const variants = ['base', 'routed'].map((id) => makeVariant({ id }))
const rows = Array.from({ length: 40 }, (_, i) => ({ id: `r${i}`, expected: { answers: ['yes'] } }))
const frame = { experiment: makeExperiment({ variants, rows: rows.length }), rows }
const cells = rows.flatMap(({ id }, i) =>
  variants.map(({ id: variant }, v) =>
    JSON.stringify(
      makeCell({ variant, row: id, wallMs: 10 + i + v, scores: { em: (i + v) % 2, f1: i / 40 } }),
    ),
  ),
)

it('a thread makes the same report as the program itself', async () => {
  const there = buildInThread(frame)
  const here = buildHere(frame)
  for (const building of [there, here]) {
    await building.add(cells.slice(0, 5))
    await building.add(cells.slice(5))
  }
  expect(await there.finish()).toEqual(await here.finish())
  there.drop()
})

it('a thread refuses a baseline with the same code and parameters as the program itself', async () => {
  for (const build of [buildInThread, buildHere]) {
    const building = build({ ...frame, baseline: 'routed' })
    await building.add(cells.slice(0, -1))
    await expect(building.finish()).rejects.toMatchObject({
      name: 'Failure',
      code: 'BASELINE_PARTIAL',
      params: { variant: 'routed', done: 39, total: 40 },
    })
    building.drop()
  }
})

it('what is dropped answers no more', async () => {
  const building = buildInThread(frame)
  await building.add(cells)
  building.drop()
  await expect(building.finish()).rejects.toThrow('has ended')
})
