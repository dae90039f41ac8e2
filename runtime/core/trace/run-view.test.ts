import { expect, it } from 'vitest'
import { failure } from '../errors/failure.ts'
import type { TraceEvent } from './events.ts'
import { endRunView, foldTrace } from './run-view.ts'

const at = (seq: number) => ({ seq, at: seq })
const started = (seq: number, node: string): TraceEvent[] => [
  { type: 'node-started', ...at(seq), node, attempt: 1, inputs: {} },
  { type: 'node-progress', ...at(seq + 1), node, done: 1, total: 4 },
]
const error = failure('RUN_INTERRUPTED', {}).toJSON()

it('no longer says that a node waits for an adapter once that is loaded', () => {
  const waiting: TraceEvent[] = [
    { type: 'node-started', ...at(0), node: 'bank', attempt: 1, inputs: {} },
    { type: 'node-progress', ...at(1), node: 'bank', done: 0, activity: 'adapter-load', note: 'fees@1' },
  ]
  expect(foldTrace(waiting).nodes['bank']?.progress).toMatchObject({ done: 0, activity: 'adapter-load' })
  const load: TraceEvent = { type: 'adapter-load', ...at(2), node: 'bank', adapter: 'fees@1', loadMs: 1 }
  const { nodes, adapterLoads } = foldTrace([...waiting, load])
  expect(nodes['bank']).toMatchObject({ state: 'running' })
  expect(nodes['bank']).not.toHaveProperty('progress')
  expect(adapterLoads).toHaveLength(1)
  // Of a sub-run that left no events but those.
  expect(foldTrace([{ ...load, seq: 0 }]).nodes).toEqual({})
})

it('shows how far a node is only while it runs', () => {
  const view = foldTrace([
    ...started(0, 'running'),
    ...started(2, 'waiting'),
    { type: 'node-retried', ...at(4), node: 'waiting', attempt: 1, delayMs: 1, error },
  ])
  expect(view.nodes['running']).toMatchObject({ state: 'running', progress: { done: 1, total: 4 } })
  expect(view.nodes['waiting']).toMatchObject({ state: 'queued', error })
  expect(view.nodes['waiting']).not.toHaveProperty('progress')
  const { nodes } = endRunView(view, 'interrupted', error)
  expect(nodes['running']).toMatchObject({ state: 'failed', error: { ...error, node: 'running' } })
  expect(nodes['running']).not.toHaveProperty('progress')
  expect(nodes['waiting']).toMatchObject({ state: 'skipped', skippedBecause: 'run-ended' })
})
