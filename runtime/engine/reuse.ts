/** What a run need not do itself: what an earlier run left (*run from here*), and what people hold by hand (*pin*). */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { TracedValues, TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import type { KeptOutputs } from './node-cache.ts'

/** Outputs that nodes are to give instead of running, by node id and port. A port left out gives nothing. */
export type PinnedOutputs = Readonly<Record<string, Readonly<Record<string, Json>>>>

/** As the engine takes them; nothing is decided by a node that does not run. */
export function pinOutputs(pinned: PinnedOutputs): Readonly<Record<string, KeptOutputs>> {
  return Object.fromEntries(
    Object.entries(pinned).map(([node, outputs]) => [node, { outputs, decisions: [], isPinned: true }]),
  )
}

export interface EarlierRun {
  readonly document: PipelineDocument
  readonly events: readonly TraceEvent[]
}

/**
 * Outputs of the earlier run, by node id, for every node that stays as it was: not `from`, nothing downstream of it, and
 * nothing that was changed since, nothing that is or was `pinned` to something else, and nothing that those lead to. The
 * caller runs with the earlier run's inputs, and with `pinned` over what this gives.
 * Doing so twice gives the same: what is reused is never computed.
 *
 * `readValue` fetches a large value that the trace refers to by its hash.
 */
export async function collectReuse(
  document: PipelineDocument,
  earlier: EarlierRun,
  from: string,
  readValue: (hash: string) => Promise<Json>,
  pinned: PinnedOutputs = {},
): Promise<Readonly<Record<string, KeptOutputs>>> {
  const stale = findStale(document, earlier.document, [
    from,
    ...(await findRepinned(earlier, pinned, readValue)),
  ])
  const reuse: Record<string, KeptOutputs> = {}
  for (const event of earlier.events) {
    if (event.type !== 'node-finished' || stale.has(event.node)) continue
    const outputs = await readOutputs(event.outputs, readValue)
    reuse[event.node] = { outputs, decisions: decisionsOf(earlier.events, event.node) }
  }
  return reuse
}

/** Nodes that gave what they are not to give now: released since, or held at something else. */
async function findRepinned(
  { events }: EarlierRun,
  pinned: PinnedOutputs,
  readValue: (hash: string) => Promise<Json>,
): Promise<string[]> {
  const repinned = new Set(Object.keys(pinned))
  for (const event of events) {
    if (event.type !== 'node-finished') continue
    const held = pinned[event.node]
    if (held === undefined) {
      if (event.pinned === true) repinned.add(event.node)
    } else if (canonicalJson(await readOutputs(event.outputs, readValue)) === canonicalJson(held)) {
      repinned.delete(event.node)
    }
  }
  return [...repinned]
}

function decisionsOf(events: readonly TraceEvent[], node: string): DecisionRecord[] {
  return events.flatMap((event) => (event.type === 'decision' && event.node === node ? [event.decision] : []))
}

async function readOutputs(
  traced: TracedValues,
  readValue: (hash: string) => Promise<Json>,
): Promise<Record<string, Json>> {
  const outputs: Record<string, Json> = {}
  for (const [name, value] of Object.entries(traced)) {
    outputs[name] = 'hash' in value ? await readValue(value.hash) : value.value
  }
  return outputs
}

/** Nodes that must run: `first`, those that changed, those that are new, and all that these lead to. */
function findStale(
  document: PipelineDocument,
  before: PipelineDocument,
  first: readonly string[],
): ReadonlySet<string> {
  const known = new Map(before.nodes.map((node) => [node.id, behaviourOf(node, before)]))
  const stale = new Set(first)
  for (const node of document.nodes) {
    if (known.get(node.id) !== behaviourOf(node, document)) stale.add(node.id)
  }
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of stale) {
    for (const { from: start, to } of document.edges) if (start.node === id) stale.add(to.node)
  }
  return stale
}

/** Everything about a node but how it looks, and what its inputs are wired to. */
function behaviourOf(node: NodeRecord, { edges }: PipelineDocument): string {
  const { name: _name, position: _position, ...behaviour } = node
  const wired = edges
    .filter(({ to }) => to.node === node.id)
    .map(({ from, to }) => `${to.port} ${from.node} ${from.port}`)
  return canonicalJson([behaviour, wired])
}
