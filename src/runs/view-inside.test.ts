import { expect, it } from 'vitest'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { NodeView, RunView, SubRunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import { buildWaterfall, rowsInside } from '../trace/waterfall-model.ts'
import { placeOfFailure } from './sub-runs.ts'
import { viewInside } from './view-inside.ts'

const ran = (startedAt: number, finishedAt: number): NodeView => ({
  state: 'finished',
  attempt: 1,
  queuedAt: startedAt,
  startedAt,
  finishedAt,
  durationMs: finishedAt - startedAt,
  inputs: {},
  outputs: {},
  streamed: {},
  annotations: {},
})

const timingOf = (node: string, wallMs: number) => ({
  wallMs,
  parts: { node: wallMs - 2, queue: 0, engine: 2, load: 0 },
  offPathMs: 0,
  criticalPath: [node],
  nodes: [{ node, queuedAt: 1, startedAt: 1, finishedAt: wallMs - 1, loadMs: 0, isOnCriticalPath: true }],
})

const subRun = (startedAt: number, status: SubRunView['status'] = 'succeeded'): SubRunView => ({
  status,
  startedAt,
  inputs: { item: { value: startedAt } },
  outputs: {},
  timing: timingOf('work', 10),
})

/** `each` works through three items; the second failed. */
const view: RunView = {
  ...emptyRunView,
  status: 'failed',
  runId: 'r',
  nodes: {
    each: ran(0, 40),
    'each#0/work': ran(6, 14),
    'each#1/work': { ...ran(16, 24), state: 'failed' },
    'each#2/work': ran(26, 34),
  },
  subRuns: { 'each#2': subRun(25), 'each#0': subRun(5), 'each#1': subRun(15, 'failed') },
  timing: timingOf('each', 42),
}

it('shows the item that was chosen, else the first that failed, with its own times and inputs', () => {
  expect(viewInside(view, ['each'], {})).toMatchObject({
    runId: 'r',
    status: 'failed',
    inputs: { item: { value: 15 } },
    nodes: { work: { state: 'failed' } },
    timing: { wallMs: 10 },
  })
  const chosen = viewInside(view, ['each'], { each: 2 })
  expect(chosen).toMatchObject({ status: 'succeeded', nodes: { work: { startedAt: 26 } } })
  expect(viewInside(view, ['each'], { each: 2 })).toBe(chosen)
  // An item that this run does not have.
  expect(viewInside(view, ['each'], { each: 9 }).status).toBe('failed')
})

it('reads runs that recorded nothing inside, with the decisions that they kept', () => {
  const decision = { node: 'each/route', port: 'a' } as RunView['decisions'][number]
  const old: RunView = { ...view, subRuns: {}, nodes: { each: ran(0, 40) }, decisions: [decision] }
  const inside = viewInside(old, ['each'], {})
  expect(inside.nodes).toEqual({})
  expect(inside.decisions).toEqual([{ ...decision, node: 'route' }])
})

it('finds the place of a failure through the item that failed', () => {
  const error = { ...failure('QUESTION_EMPTY', {}).toJSON(), node: 'each', path: '/pipeline/work' }
  expect(placeOfFailure(view, error)).toBe('each#1/work')
})

it('unfolds into items and their nodes, whose parts are those of the item and in no sum of the whole', () => {
  const { sum, path, wallMs } = buildWaterfall(view)
  expect(Object.values(sum).reduce((total, ms) => total + ms, 0)).toBeCloseTo(42, 9)
  const [outer] = path
  const items = outer === undefined ? [] : rowsInside(view, outer, wallMs)
  expect(items.map(({ node, state }) => [node, state])).toEqual([
    ['each#0', 'finished'],
    ['each#1', 'failed'],
    ['each#2', 'finished'],
  ])
  for (const item of items) {
    const inside = rowsInside(view, item, wallMs)
    expect(inside.map(({ node }) => node)).toEqual([`${item.node}/work`, null])
    expect(inside.reduce((total, { totalMs }) => total + totalMs, 0)).toBeCloseTo(item.totalMs, 9)
    const [from, to] = [item.segments[0]?.fromMs ?? NaN, item.segments[0]?.toMs ?? NaN]
    for (const { segments } of inside) {
      for (const { fromMs, toMs } of segments) {
        expect(fromMs).toBeGreaterThanOrEqual(from)
        expect(toMs).toBeLessThanOrEqual(to)
      }
    }
  }
})
