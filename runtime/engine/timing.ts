/** Walks a finished run back along its critical path and says where its time went. */
import type { NodeTiming, RunTiming } from '../core/trace/timing.ts'
import type { Plan } from './plan.ts'

/** Times of one node in milliseconds since the run started; -1 where it did not happen. */
export interface NodeTimes {
  queuedAt: number
  startedAt: number
  finishedAt: number
  loadMs: number
}

/**
 * The critical path leads from the latest finished output (of a failed run: the latest finished node) back over the
 * latest finishing predecessor. What lies between nodes is the engine's, so the parts add up to `wallMs`.
 */
export function measureRun(
  plan: Plan,
  times: readonly NodeTimes[],
  outputs: readonly number[],
  wallMs: number,
): RunTiming {
  const path = criticalPath(plan, times, outputs)
  const onPath = new Set(path)
  const parts = { node: 0, queue: 0, load: 0, engine: 0 }
  let offPathMs = 0
  const nodes: NodeTiming[] = []
  for (const { position, id } of plan.nodes) {
    const time = times[position]
    if (time === undefined || time.startedAt < 0 || time.finishedAt < 0) continue
    const isOnCriticalPath = onPath.has(position)
    const workMs = time.finishedAt - time.startedAt - time.loadMs
    if (isOnCriticalPath) {
      parts.node += workMs
      parts.load += time.loadMs
      parts.queue += time.startedAt - time.queuedAt
    } else offPathMs += workMs + time.loadMs
    nodes.push({ node: id, ...time, isOnCriticalPath })
  }
  parts.engine = wallMs - parts.node - parts.load - parts.queue
  return {
    wallMs,
    parts,
    offPathMs,
    criticalPath: path.map((position) => plan.nodes[position]?.id ?? ''),
    nodes,
  }
}

function criticalPath(plan: Plan, times: readonly NodeTimes[], outputs: readonly number[]): number[] {
  const latest = (positions: Iterable<number>): number => {
    let best = -1
    let bestAt = -1
    for (const position of positions) {
      const { startedAt = -1, finishedAt = -1 } = times[position] ?? {}
      if (startedAt >= 0 && finishedAt > bestAt) {
        best = position
        bestAt = finishedAt
      }
    }
    return best
  }
  const path: number[] = []
  let position = latest(outputs)
  if (position < 0) position = latest(plan.nodes.keys())
  while (position >= 0) {
    path.unshift(position)
    const queuedAt = times[position]?.queuedAt ?? 0
    const before = plan.nodes[position]?.incoming.map(({ from }) => from) ?? []
    // With an eager join a branch may finish after the node has started: it did not hold it up.
    position = latest(before.filter((from) => (times[from]?.finishedAt ?? -1) <= queuedAt))
  }
  return path
}
