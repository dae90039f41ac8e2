/** Runs of a part of a pipeline: from a node on, with what an earlier run left, or only as far as a node. */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { failure } from '../core/errors/failure.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { RunStore } from '../core/stores/stores.ts'
import type { TracedValues, TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import type { RunRequestBody, RunSummary } from '../core/wire/runs.ts'
import type { RunOptions as EngineOptions } from '../engine/run-result.ts'
import { collectReuse } from '../engine/reuse.ts'

export type RunPart = Pick<EngineOptions, 'reuse' | 'until'>

export interface ReadPartOptions {
  readonly pipelines: PipelineService
  readonly store: RunStore
  /** @throws RUN_NOT_FOUND */
  readonly find: (runId: string) => Promise<RunSummary>
  /** The events so far of a run that goes on; undefined for all others. */
  readonly liveEvents: (runId: string) => readonly TraceEvent[] | undefined
}

/**
 * What the engine is told of the part of `document` that a request asks for.
 *
 * @throws RUN_NODE_UNKNOWN, RUN_NOT_FOUND, RUN_OF_OTHER_PIPELINE, RUN_INPUTS_DIFFER
 */
export async function readRunPart(
  { pipelines, store, find, liveEvents }: ReadPartOptions,
  document: PipelineDocument,
  { inputs, reuse, until }: Pick<RunRequestBody, 'inputs' | 'reuse' | 'until'>,
): Promise<RunPart> {
  for (const node of [reuse?.from, until]) {
    if (node !== undefined && !document.nodes.some(({ id }) => id === node))
      throw failure('RUN_NODE_UNKNOWN', { node, pipeline: document.id })
  }
  const part = until === undefined ? {} : { until }
  if (reuse === undefined) return part
  const { runId, from } = reuse
  const { pipelineId, revision } = await find(runId)
  if (pipelineId !== document.id)
    throw failure('RUN_OF_OTHER_PIPELINE', { run: runId, pipeline: document.id })
  const events = liveEvents(runId) ?? (await store.events(runId, 0))
  const readValue = async (hash: string): Promise<Json> => {
    const value = await store.value(hash)
    if (value === undefined) throw failure('VALUE_NOT_FOUND', { hash })
    return value
  }
  const [first] = events
  const before = first?.type === 'run-started' ? await readAll(first.inputs, readValue) : {}
  if (canonicalJson(before) !== canonicalJson(inputs)) throw failure('RUN_INPUTS_DIFFER', { run: runId })
  const earlier = { document: (await pipelines.revision(pipelineId, revision)).document, events }
  return { ...part, reuse: await collectReuse(document, earlier, from, readValue) }
}

async function readAll(
  traced: TracedValues,
  readValue: (hash: string) => Promise<Json>,
): Promise<Record<string, Json>> {
  const values: Record<string, Json> = {}
  for (const [name, one] of Object.entries(traced))
    values[name] = 'hash' in one ? await readValue(one.hash) : one.value
  return values
}
