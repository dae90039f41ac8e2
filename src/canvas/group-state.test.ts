import { expect, it } from 'vitest'
import type { NodeState, NodeView, RunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import { worstState } from './group-state.tsx'

const node = (state: NodeState): NodeView => ({
  state,
  attempt: 1,
  inputs: {},
  outputs: {},
  streamed: {},
  annotations: {},
})
const run: RunView = {
  ...emptyRunView,
  status: 'running',
  nodes: {
    failed: node('failed'),
    busy: node('running'),
    done: node('finished'),
    passed: node('skipped'),
  },
}

it.each([
  [['done', 'busy', 'failed'], 'failed'],
  [['passed', 'done', 'busy'], 'running'],
  [['later', 'passed', 'done'], 'finished'],
  [['later', 'passed'], 'skipped'],
  [['later'], 'idle'],
] as const)('of %s a collapsed group shows %s', (nodes, state) => {
  expect(worstState(run, nodes)).toBe(state)
})
