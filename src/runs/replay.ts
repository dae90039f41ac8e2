/** A recorded run cut into steps that one can stand at: the pieces of one stream are one step. Pure. */
import { emptyRunView, reduceTrace } from '../../runtime/core/trace/run-view.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { createStreamReader } from './stream-key.ts'

export interface ReplayStep {
  /** The last event of the step. */
  readonly event: TraceEvent
  /** The run as it stood then. */
  readonly view: RunView
}

/** @throws RUN_EVENT_GAP when events are missing */
export function listSteps(events: readonly TraceEvent[]): readonly ReplayStep[] {
  const steps = new Map<string | number, ReplayStep>()
  const readStream = createStreamReader()
  let view = emptyRunView
  for (const event of events) {
    view = reduceTrace(view, event)
    const key = readStream(event) ?? event.seq
    // A stream stands where its last piece came.
    steps.delete(key)
    steps.set(key, { event, view })
  }
  return [...steps.values()]
}
