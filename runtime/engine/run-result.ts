/** What a caller may ask of a run, and what it gets. */
import type { FailureData } from '../core/errors/failure.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { RunStatus, TraceEvent } from '../core/trace/events.ts'
import type { RunTiming } from '../core/trace/timing.ts'
import type { OnLargeValue } from '../core/trace/traced-value.ts'
import type { Expected } from '../core/wire/runs.ts'
import type { KeptOutputs } from './node-cache.ts'

export interface RunOptions {
  readonly runId?: string
  readonly signal?: AbortSignal
  readonly user?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly conversationId?: string
  /** The whole run; the sooner of this and the document's own applies. */
  readonly deadlineMs?: number
  readonly expected?: Expected | undefined
  /** What nodes gave in an earlier run, or are to give, by node id: they are not run. See `collectReuse` and `pinOutputs`. */
  readonly reuse?: Readonly<Record<string, KeptOutputs>>
  /** Only this node and what leads to it run; the run has succeeded once the node has. */
  readonly until?: string
  readonly onEvent?: (event: TraceEvent) => void
  readonly onLargeValue?: OnLargeValue
}

export interface RunResult {
  readonly runId: string
  readonly status: RunStatus
  /** What the output nodes received, by their names. */
  readonly outputs: Readonly<Record<string, unknown>>
  /** In the order taken. */
  readonly decisions: readonly DecisionRecord[]
  readonly timing: RunTiming
  readonly events: readonly TraceEvent[]
  readonly error?: FailureData
  readonly scores?: Readonly<Record<string, number>>
}
