/** Runs of a part of a pipeline: from a node on, with what an earlier run left, only as far as a node, or around pinned nodes. */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { referenceOf } from '../core/document/find-inside.ts'
import { failure } from '../core/errors/failure.ts'
import { portsOf } from '../core/document/validate.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { RunStore } from '../core/stores/stores.ts'
import type { TracedValues, TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import type { RunRequestBody, RunSummary } from '../core/wire/runs.ts'
import { portValueSchemas } from '../core/wire/values.ts'
import type { RunOptions as EngineOptions } from '../engine/run-result.ts'
import type { OpenInside, PinnedOutputs } from '../engine/reuse.ts'
import { collectReuse, pinOutputs } from '../engine/reuse.ts'

export type RunPart = Pick<EngineOptions, 'reuse' | 'until'>

type PartRequest = Pick<RunRequestBody, 'inputs' | 'reuse' | 'until' | 'revision' | 'pinnedOutputs'>

export interface ReadPartOptions {
  readonly pipelines: PipelineService
  readonly nodes: NodeRegistry
  readonly store: RunStore
  /** @throws RUN_NOT_FOUND */
  readonly find: (runId: string) => Promise<RunSummary>
  /** The events so far of a run that goes on; undefined for all others. */
  readonly liveEvents: (runId: string) => readonly TraceEvent[] | undefined
}

/**
 * What the engine is told of the part of `document` that a request asks for.
 *
 * @throws RUN_NODE_UNKNOWN, RUN_NOT_FOUND, RUN_OF_OTHER_PIPELINE, RUN_INPUTS_DIFFER, BODY_INVALID at what is pinned
 */
export async function readRunPart(
  { pipelines, nodes, store, find, liveEvents }: ReadPartOptions,
  document: PipelineDocument,
  { inputs, reuse, until, revision: asked, pinnedOutputs: pinned = {} }: PartRequest,
): Promise<RunPart> {
  if (reuse === undefined && until === undefined && Object.keys(pinned).length === 0) return {}
  const openInside = createOpenInside(pipelines, nodes)
  for (const node of [reuse?.from, until]) {
    if (node !== undefined && (await findNode(document, node, openInside)) === undefined)
      throw failure('RUN_NODE_UNKNOWN', { node, pipeline: document.id })
  }
  await checkPinned(document, nodes, pinned, asked, openInside)
  const part = until === undefined ? {} : { until }
  const held = pinOutputs(pinned)
  if (reuse === undefined) return Object.keys(held).length === 0 ? part : { ...part, reuse: held }
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
  const kept = await collectReuse(document, earlier, from, readValue, pinned, openInside)
  return { ...part, reuse: { ...kept, ...held } }
}

/** What a node runs as a part of its work, drawn inside it or stored. */
function createOpenInside(pipelines: PipelineService, registry: NodeRegistry): OpenInside {
  return async (node) => {
    const reference = referenceOf(node, registry)
    if (reference === undefined || 'inline' in reference) return reference?.inline
    return (await pipelines.revision(reference.id, reference.revision)).document
  }
}

/** A node by its path; undefined where the pipeline has no such node. */
async function findNode(
  document: PipelineDocument,
  path: string,
  openInside: OpenInside,
): Promise<NodeRecord | undefined> {
  const [outer, ...ids] = path.split('/')
  let record = document.nodes.find(({ id }) => id === outer)
  for (const inner of ids) {
    const level = record === undefined ? undefined : await openInside(record)
    record = level?.nodes.find(({ id }) => id === inner)
  }
  return record
}

/** Published answers are never held by hand, and a node gives only what its ports can carry. @throws BODY_INVALID */
async function checkPinned(
  document: PipelineDocument,
  registry: NodeRegistry,
  pinned: PinnedOutputs,
  revision: string | undefined,
  openInside: OpenInside,
): Promise<void> {
  const refuse = (place: string, reason: string) => {
    throw failure('BODY_INVALID', { field: ['/pinnedOutputs', place].join('/'), reason })
  }
  for (const [id, outputs] of Object.entries(pinned)) {
    if (revision !== undefined) refuse('', 'only the draft runs with pinned outputs; leave out "revision"')
    const record = await findNode(document, id, openInside)
    const definition = record === undefined ? undefined : registry.get(record.type)
    if (record === undefined || definition === undefined) return refuse(id, 'the pipeline has no such node')
    const config = definition.config.safeParse(record.config)
    if (!config.success) continue
    const ports = portsOf(record, definition, config.data).outputs
    for (const [port, value] of Object.entries(outputs)) {
      const type = ports[port]?.type
      if (type === undefined) return refuse(`${id}/${port}`, 'the node has no such output')
      const [issue] = portValueSchemas[type].safeParse(value).error?.issues ?? []
      if (issue !== undefined) refuse([id, port, ...issue.path].join('/'), issue.message)
    }
  }
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
