import type { Failure } from '../core/errors/failure.ts'
import { toFailure } from '../core/errors/failure.ts'
import type { Admission } from '../core/services/services.ts'
import type { Plan } from './plan.ts'
import type { RunTrace, TracedRecord } from './run-trace.ts'

export interface RunStart {
  readonly runId: string
  readonly startedAt: string
  /** Undefined when the run was not admitted. */
  readonly pins: Admission['pins'] | undefined
  readonly inputs: Readonly<Record<string, unknown>>
  readonly user: string | undefined
  readonly until: string | undefined
}

const noPins: Admission['pins'] = { indexes: {}, intents: {}, banks: {} }

/** Records the first event of a run; gives what is wrong with its inputs, if anything. */
export function recordStart(
  trace: RunTrace,
  { document, revision }: Plan,
  start: RunStart,
): Failure | undefined {
  const { runId, startedAt, pins = noPins, user, until } = start
  let inputs: TracedRecord = {}
  let error: Failure | undefined
  try {
    inputs = trace.traceAll(start.inputs)
  } catch (thrown) {
    error = toFailure(thrown)
  }
  const { indexes, intents, banks } = pins
  trace.record({
    type: 'run-started',
    seq: trace.seq,
    at: 0,
    runId,
    startedAt,
    pipeline: { id: document.id, name: document.name },
    pins: { revision, indexes, intents, banks },
    inputs,
    ...(user === undefined ? {} : { user }),
    ...(until === undefined ? {} : { until }),
  })
  return error
}
