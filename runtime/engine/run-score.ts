/** The end of a run that said what it expected. */
import type { Failure } from '../core/errors/failure.ts'
import { toFailure } from '../core/errors/failure.ts'
import type { RunStatus } from '../core/trace/events.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { RunResult } from './run-result.ts'

export interface ScoredEnd {
  readonly status: RunStatus
  readonly error: Failure | undefined
  readonly scores: RunResult['scores']
}

/** Scores a run that succeeded against what it expected, metric name to 0..1; a score that throws fails the run. */
export function scoreRun(run: PipelineRun, status: RunStatus, error: Failure | undefined): ScoredEnd {
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

/** Only what is there, as the result and the last event hold it. */
export function optionalOf(error: Failure | undefined, scores: RunResult['scores']) {
  return {
    ...(error === undefined ? {} : { error: error.toJSON() }),
    ...(scores === undefined ? {} : { scores }),
  }
}
