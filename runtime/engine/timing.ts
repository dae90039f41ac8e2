/** Walks a finished run back along its critical path and says where its time went. */
import type { NodeTiming, RunTiming } from '../core/trace/timing.ts'
import type { NodeStates } from './node-states.ts'
import type { Plan } from './plan.ts'

type NodeTimes = Pick<NodeStates, 'queuedAt' | 'startedAt' | 'endedAt' | 'loadMs'>

/**
 * The critical path leads from the latest finished output (of a failed run: the latest finished node) back over the
 * latest ending predecessor. What lies between nodes is the engine's, so the parts add up to `wallMs`.
 */
export function measureRun(
  plan: Plan,
  times: NodeTimes,
  outputs: readonly number[],
  wallMs: number,
): RunTiming {
  const onPath = plan.nodes.map(() => false)
  const path = criticalPath(plan, times, outputs, onPath)
  let node = 0
  let queue = 0
  let load = 0
  let offPathMs = 0
  const nodes: NodeTiming[] = []
  for (let position = 0; position < plan.nodes.length; position += 1) {
    const startedAt = times.startedAt[position] ?? NaN
    const finishedAt = times.endedAt[position] ?? NaN
    if (Number.isNaN(startedAt) || Number.isNaN(finishedAt)) continue
    const queuedAt = times.queuedAt[position] ?? startedAt
    // A node cannot have waited for an adapter longer than it ran, whatever a backend's own clock says.
    const loadMs =
      times.loadMs === undefined ? 0 : Math.min(times.loadMs[position] ?? 0, finishedAt - startedAt)
    const isOnCriticalPath = onPath[position] === true
    if (isOnCriticalPath) {
      node += finishedAt - startedAt - loadMs
      load += loadMs
      queue += startedAt - queuedAt
    } else offPathMs += finishedAt - startedAt
    const id = plan.nodes[position]?.id ?? ''
    nodes.push({ node: id, queuedAt, startedAt, finishedAt, loadMs, isOnCriticalPath })
  }
  return {
    wallMs,
    parts: { node, queue, engine: wallMs - node - load - queue, load },
    offPathMs,
    criticalPath: path,
    nodes,
  }
}

/**
 * Ids from the first node to the output, which `onPath` gets marked by position. A skipped node is walked through: it held
 * its successors up, but ran nothing.
 */
function criticalPath(plan: Plan, times: NodeTimes, outputs: readonly number[], onPath: boolean[]): string[] {
  const path: string[] = []
  let position = latestStarted(times, outputs)
  while (position >= 0) {
    const hasStarted = !Number.isNaN(times.startedAt[position] ?? NaN)
    const node = plan.nodes[position]
    if (hasStarted && node !== undefined) {
      path.push(node.id)
      onPath[position] = true
    }
    const resolvedAt = (hasStarted ? times.queuedAt : times.endedAt)[position] ?? NaN
    // With an eager join a branch may end after the node has started: it did not hold it up.
    let before = -1
    let beforeAt = -1
    for (const { from } of node?.incoming ?? []) {
      const endedAt = times.endedAt[from] ?? NaN
      if (endedAt <= resolvedAt && endedAt > beforeAt) {
        before = from
        beforeAt = endedAt
      }
    }
    position = before
  }
  return path.reverse()
}

function latestStarted({ startedAt, endedAt }: NodeTimes, outputs: readonly number[]): number {
  let latest = -1
  let latestAt = -1
  const consider = (position: number) => {
    const at = endedAt[position] ?? NaN
    if (Number.isNaN(startedAt[position] ?? NaN) || !(at > latestAt)) return
    latest = position
    latestAt = at
  }
  for (const position of outputs) consider(position)
  if (latest < 0) for (let position = 0; position < endedAt.length; position += 1) consider(position)
  return latest
}
