import { describe, expect, it } from 'vitest'
import type { NodeView, RunView } from '../../runtime/core/trace/run-view.ts'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import { wasTaken } from './wire-edge.tsx'

const node = (state: NodeView['state'], outputs: NodeView['outputs'] = {}): NodeView => ({
  state,
  attempt: 1,
  inputs: {},
  outputs,
  streamed: {},
  annotations: {},
})

const answered = node('finished', { answer: { value: 'yes' } })

function runOf(status: RunView['status'], nodes: RunView['nodes']): RunView {
  return { ...emptyRunView, status, nodes }
}

describe('a wire during and after a run', () => {
  it.each([
    ['nothing has run', runOf('idle', {}), 'unknown'],
    ['its source has not begun', runOf('running', {}), 'unknown'],
    ['its source runs', runOf('running', { bank: node('running') }), 'unknown'],
    ['its target works on the value', runOf('running', { bank: answered, out: node('running') }), 'running'],
    ['its target has the value', runOf('running', { bank: answered, out: node('finished') }), 'yes'],
    ['its branch was not taken', runOf('running', { bank: node('finished') }), 'no'],
    ['its source was skipped', runOf('succeeded', { bank: node('skipped') }), 'no'],
    ['its source never ran', runOf('failed', {}), 'no'],
    [
      'a failed source let a value stand in',
      runOf('running', { bank: node('failed'), out: node('finished') }),
      'yes',
    ],
  ] as const)('when %s', (_when, run, taken) => {
    expect(wasTaken(run, 'bank', 'answer', 'out')).toBe(taken)
  })
})
