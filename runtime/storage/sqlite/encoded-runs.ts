/**
 * Runs on their way to the database thread: as text, which crosses threads several times faster than the objects it is made of,
 * and which the database keeps as it is.
 */
import type { LargeValue, RunStore } from '../../core/stores/stores.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import type { RunSummary } from '../../core/wire/runs.ts'
import { writeEvents } from './event-text.ts'

/** What lists filter by, and the summary as JSON. */
export interface EncodedSummary extends Pick<
  RunSummary,
  'id' | 'pipelineId' | 'revision' | 'status' | 'intent' | 'adapter' | 'confidence' | 'wallMs' | 'startedAt'
> {
  readonly text: string
  /** Null for a run of no experiment. */
  readonly experiment: string | null
}

export interface EncodedPart {
  /** A JSON array; empty text for no events. */
  readonly events: string
  readonly values: readonly { readonly hash: string; readonly text: string }[]
}

export interface EncodedEnd extends EncodedPart {
  readonly summary: EncodedSummary
  readonly measures: readonly { readonly bank: string; readonly text: string }[]
}

export interface EncodedRunStore extends Omit<RunStore, 'putSummary' | 'appendEvents' | 'finish'> {
  putSummary(summary: EncodedSummary): Promise<void>
  appendEvents(runId: string, part: EncodedPart): Promise<void>
  finish(end: EncodedEnd): Promise<void>
}

export function encodeSummary(summary: RunSummary): EncodedSummary {
  const { id, pipelineId, revision, status, intent, adapter, confidence, wallMs, startedAt } = summary
  const { experiment = null } = summary
  const text = JSON.stringify(summary)
  return {
    id,
    pipelineId,
    revision,
    status,
    intent,
    adapter,
    confidence,
    wallMs,
    startedAt,
    text,
    experiment,
  }
}

export function encodePart(events: readonly TraceEvent[], values: readonly LargeValue[]): EncodedPart {
  return {
    events: events.length === 0 ? '' : writeEvents(events),
    values: values.map(({ hash, value }) => ({ hash, text: JSON.stringify(value) })),
  }
}

/** The store as the rest of the program sees it. */
export function encodeRuns(store: EncodedRunStore): RunStore {
  const { putSummary, appendEvents, finish } = store
  return {
    get: (runId) => store.get(runId),
    list: (filter) => store.list(filter),
    events: (runId, fromSeq) => store.events(runId, fromSeq),
    value: (hash) => store.value(hash),
    measures: (bank, afterId, limit) => store.measures(bank, afterId, limit),
    addFeedback: (runId, feedback, at, scores) => store.addFeedback(runId, feedback, at, scores),
    feedback: (runId) => store.feedback(runId),
    closeInterrupted: () => store.closeInterrupted(),
    counts: () => store.counts(),
    prune: (request) => store.prune(request),
    size: () => store.size(),
    putSummary: (summary) => putSummary(encodeSummary(summary)),
    appendEvents: (runId, events, values) => appendEvents(runId, encodePart(events, values)),
    finish: ({ summary, events, values, measures }) =>
      finish({
        ...encodePart(events, values),
        summary: encodeSummary(summary),
        measures: measures.map((measure) => ({ bank: measure.bank, text: JSON.stringify(measure) })),
      }),
  }
}
