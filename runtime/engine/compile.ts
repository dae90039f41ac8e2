/** From a document to something that runs: compiled once, run any number of times, at the same time too. */
import type { PipelineDocument } from '../core/document/document.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { PinRequest } from '../core/services/pin-request.ts'
import type { Admission } from '../core/services/services.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { EventStream } from './event-stream.ts'
import { PipelineRun } from './pipeline-run.ts'
import { planPipeline } from './plan.ts'
import type { CompileOptions, RunEnvironment } from './run-environment.ts'
import { createEnvironment } from './run-environment.ts'
import { createSubPlans } from './sub-pipelines.ts'
import type { RunOptions, RunResult } from './run-result.ts'

export interface RunUnderWay {
  /** As `run` gives it. */
  readonly ended: Promise<RunResult>
  cancel(): void
}

export interface CompiledPipeline {
  readonly document: PipelineDocument
  /** Content hash. */
  readonly revision: string
  /** What a run of it is admitted with, that of its sub-pipelines included. @throws PIPELINE_NOT_FOUND, REVISION_NOT_FOUND */
  pins(): Promise<readonly PinRequest[]>
  /** The same pipeline, whose runs have this admission at once, instead of `admit` and `services`; each of them releases it. */
  bind(admission: Admission): CompiledPipeline
  /** Starts a run that can be cancelled without a signal. */
  start(inputs: Readonly<Record<string, unknown>>, options?: RunOptions): RunUnderWay
  /** Runs to the end. Failures of the run are in the result; nothing is thrown. */
  run(inputs: Readonly<Record<string, unknown>>, options?: RunOptions): Promise<RunResult>
  /** The trace events as they happen. Leaving the loop early cancels the run. */
  stream(
    inputs: Readonly<Record<string, unknown>>,
    options?: RunOptions,
  ): AsyncIterableIterator<TraceEvent, undefined>
}

/** @throws the first fault of the document, located; see `validatePipeline` for all of them */
export function compile(document: PipelineDocument, options: CompileOptions): CompiledPipeline {
  const registry = 'get' in options.nodes ? options.nodes : createNodeRegistry(options.nodes)
  const plan = planPipeline(document, registry)
  const subPlans = createSubPlans(plan, registry, options)
  const open = (environment: RunEnvironment): CompiledPipeline => ({
    document: plan.document,
    revision: plan.revision,
    pins: () => subPlans.pins(),
    bind: (admission) => open(createEnvironment(plan, options, subPlans, admission)),
    start: (inputs, runOptions = {}) => {
      const run = new PipelineRun(environment, inputs, runOptions)
      return { ended: run.execute(), cancel: () => run.cancel() }
    },
    run: (inputs, runOptions = {}) => new PipelineRun(environment, inputs, runOptions).execute(),
    stream: (inputs, runOptions = {}) => streamRun(environment, inputs, runOptions),
  })
  return open(createEnvironment(plan, options, subPlans))
}

function streamRun(
  environment: RunEnvironment,
  inputs: Readonly<Record<string, unknown>>,
  options: RunOptions,
): EventStream {
  let run: PipelineRun | undefined
  return new EventStream({
    start: (push) => {
      const { onEvent } = options
      const tellBoth = (event: TraceEvent) => {
        onEvent?.(event)
        push(event)
      }
      run = new PipelineRun(environment, inputs, {
        ...options,
        onEvent: onEvent === undefined ? push : tellBoth,
      })
      return run.execute()
    },
    cancel: () => run?.cancel(),
  })
}
