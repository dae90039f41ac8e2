/** The end of a run: its last event and its result. */
import type { Failure } from '../core/errors/failure.ts'
import { toFailure } from '../core/errors/failure.ts'
import type { RunStatus } from '../core/trace/events.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { RunResult } from './run-result.ts'
import { measureRun } from './timing.ts'

interface ScoredEnd {
  readonly status: RunStatus
  readonly error: Failure | undefined
  readonly scores: RunResult['scores']
}

/** Scores a run that succeeded against what it expected, metric name to 0..1; a score that throws fails the run. */
function scoreRun(run: PipelineRun, status: RunStatus, error: Failure | undefined): ScoredEnd {
  const { options, outputs, decisions, environment } = run
  const { expected } = options
  if (status !== 'succeeded' || expected === undefined) return { status, error, scores: undefined }
  try {
    const nodeOutputs = run.nodes.outputsByEnd()
    return { status, error, scores: environment.score?.(expected, { outputs, decisions, nodeOutputs }) }
  } catch (thrown) {
    return { status: 'failed', error: toFailure(thrown), scores: undefined }
  }
}

/** Positions in `reached` are those of the output nodes that received a value. */
export function describeEnd(
  run: PipelineRun,
  runId: string,
  reached: readonly number[],
  wanted: RunStatus,
  failed: Failure | undefined,
) {
  const { outputs, decisions, trace, nodes } = run
  const { status, error, scores } = scoreRun(run, wanted, failed)
  const at = trace.now()
  const timing = measureRun(run.environment.plan, nodes, reached, at)
  const traced = trace.traceAll(outputs)
  const { seq, events } = trace
  const event = { type: 'run-finished' as const, seq, at, status, outputs: traced, timing }
  const result: RunResult = { runId, status, outputs, decisions, timing, events }
  // Copying what is not there costs as much as all else here.
  if (error === undefined && scores === undefined) return { event, result, error }
  const optional = {
    ...(error === undefined ? {} : { error: error.toJSON() }),
    ...(scores === undefined ? {} : { scores }),
  }
  return { event: { ...event, ...optional }, result: { ...result, ...optional }, error }
}
