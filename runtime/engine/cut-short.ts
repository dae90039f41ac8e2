import { failure } from '../core/errors/failure.ts'
import type { NodeStates } from './node-states.ts'
import { nodeState } from './node-states.ts'
import type { Plan } from './plan.ts'
import type { RunTrace } from './run-trace.ts'

/** Gives every node that has not ended its one end, because the run ends. */
export function cutShort(plan: Plan, nodes: NodeStates, trace: RunTrace): void {
  for (const { position, id } of plan.nodes) {
    const state = nodes.states[position]
    const at = trace.now()
    if (state === nodeState.waiting || state === nodeState.queued) {
      nodes.end(position, nodeState.skipped, at)
      trace.record({ type: 'node-skipped', seq: trace.seq, at, node: id, reason: 'run-ended' })
    } else if (state === nodeState.running) {
      const durationMs = nodes.end(position, nodeState.failed, at)
      const error = failure('RUN_CANCELLED', {}, { node: id }).toJSON()
      const handled = 'run-failed'
      trace.record({ type: 'node-failed', seq: trace.seq, at, node: id, error, durationMs, handled })
    }
  }
}
