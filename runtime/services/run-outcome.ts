/** What a run came to, read from its events without folding them: most runs end without anybody asking what each node did. */
import type { RunOutcome } from '../core/services/runs.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { splitSubRun, subRunOf, withoutItems } from '../core/trace/node-path.ts'
import { firstTextAt } from '../evaluation/experiments/cell-of-run.ts'

/** What a summary and its measures are made of. */
export interface ReadOutcome {
  readonly outcome: RunOutcome
  /** ISO 8601; undefined where the trace has no beginning. */
  readonly startedAt: string | undefined
  /** Until the first piece of text, in milliseconds; null where nothing was streamed. */
  readonly ttftMs: number | null
  /** Nodes whose outputs were given by hand, each once. */
  readonly pinned: string[]
  /** Whether the node, or one that it is inside of, did not run: its decision is an earlier run's. */
  isReused(path: string): boolean
}

/** The same as the folded trace has, see run-view.ts; a trace that ends before its run does is `interrupted`. */
export function readOutcome(events: readonly TraceEvent[]): ReadOutcome {
  const decisions: DecisionRecord[] = []
  let kept: Set<string> | undefined
  let pinned: Set<string> | undefined
  let startedAt: string | undefined
  let end: Extract<TraceEvent, { type: 'run-finished' }> | undefined
  for (const event of events) {
    if (event.type === 'decision') decisions.push(event.decision)
    else if (event.type === 'run-started') startedAt = event.startedAt
    else if (event.type === 'run-finished') end = event
    else if (event.type === 'node-finished') {
      if (event.fromCache === true) (kept ??= new Set()).add(event.node)
      if (event.pinned === true) (pinned ??= new Set()).add(event.node)
    } else if (event.type === 'sub-run-started') {
      // Tried again, it starts afresh.
      for (const paths of [kept, pinned]) forgetWithin(paths, event.node)
    }
  }
  const isReused = (path: string): boolean => {
    if (kept === undefined) return false
    const subRun = subRunOf(path)
    return kept.has(path) || (subRun !== null && isReused(splitSubRun(subRun).node))
  }
  return {
    outcome: outcomeOf(decisions, end),
    startedAt,
    ttftMs: firstTextAt(events),
    pinned: pinned === undefined ? [] : [...new Set([...pinned].map(withoutItems))],
    isReused,
  }
}

function outcomeOf(
  decisions: readonly DecisionRecord[],
  end: Extract<TraceEvent, { type: 'run-finished' }> | undefined,
): RunOutcome {
  if (end === undefined) return { status: 'interrupted', outputs: {}, decisions }
  const { status, outputs, timing, error, scores } = end
  if (error === undefined && scores === undefined) return { status, outputs, decisions, timing }
  return {
    status,
    outputs,
    decisions,
    timing,
    ...(error === undefined ? {} : { error }),
    ...(scores === undefined ? {} : { scores }),
  }
}

function forgetWithin(paths: Set<string> | undefined, subRun: string): void {
  if (paths === undefined) return
  for (const path of paths) if (path.startsWith(`${subRun}/`)) paths.delete(path)
}
