/** What a run need not do itself: what an earlier run left (*run from here*), and what people hold by hand (*pin*). */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { pipelineInside } from '../core/document/find-inside.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { TracedValues, TraceEvent } from '../core/trace/events.ts'
import { isInside, isWithin, outermostNode, withoutItems } from '../core/trace/node-path.ts'
import type { Json } from '../core/values.ts'
import type { KeptOutputs } from './node-cache.ts'

/**
 * Outputs that nodes are to give instead of running, by node and port; `outer/inner` is a node in the pipeline inside another, for
 * every item where that works through a list. A port left out gives nothing.
 */
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

/** The pipeline that a node runs; undefined for nodes that run none. */
export type OpenInside = (node: NodeRecord) => Promise<PipelineDocument | undefined>

/** What the search needs besides the two documents of a level. */
interface Search {
  readonly openInside: OpenInside
  /** Nodes by their place that gave what they are not to give now, and those that did not give all. */
  readonly changed: ReadonlySet<string>
}

/**
 * Outputs of the earlier run, by node, for every node that stays as it was: not `from`, nothing changed since, nothing that is or was
 * `pinned` to something else, and nothing that those lead to. The caller runs with the earlier inputs, and with `pinned` over these.
 *
 * With `from` inside another node (`outer/inner`), what leads to it there is kept too unless the outer node gets
 * other inputs. `readValue` fetches a large value by its hash.
 */
export async function collectReuse(
  document: PipelineDocument,
  earlier: EarlierRun,
  from: string,
  readValue: (hash: string) => Promise<Json>,
  pinned: PinnedOutputs = {},
  openInside: OpenInside = async (node) => pipelineInside(node),
): Promise<Readonly<Record<string, KeptOutputs>>> {
  const changed = new Set(await findRepinned(earlier, pinned, readValue))
  const [first] = earlier.events
  // A run to a node inside another has left that one's own outputs undone.
  if (first?.type === 'run-started' && first.until !== undefined && isInside(first.until))
    changed.add(first.until)
  const kept = await findKept(document, earlier.document, withoutItems(from), '', { openInside, changed })
  const decisions = decisionsByNode(earlier.events)
  const reuse: Record<string, KeptOutputs> = {}
  for (const event of earlier.events) {
    if (event.type !== 'node-finished' || !kept.has(withoutItems(event.node))) continue
    const outputs = await readOutputs(event.outputs, readValue)
    reuse[event.node] = { outputs, decisions: decisions(event.node) }
  }
  return reuse
}

/** The places of nodes that are kept, in a level and below it; `from` is a path in it, `prefix` leads to it. */
async function findKept(
  document: PipelineDocument,
  before: PipelineDocument,
  from: string,
  prefix: string,
  search: Search,
): Promise<Set<string>> {
  const [first = from, ...rest] = from.split('/')
  const opened = rest.length === 0 ? undefined : first
  const changedHere = [...search.changed]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((path) => outermostNode(path) !== opened || path === opened)
    .map(outermostNode)
  const changed = findStale(document, before, changedHere, opened)
  const stale = findStale(document, before, [...changedHere, first], opened)
  const kept = new Set(document.nodes.map(({ id }) => id).filter((id) => !stale.has(id)))
  const inside = new Set([...kept].map((id) => prefix + id))
  if (opened === undefined || changed.has(opened)) return inside
  const find = ({ nodes }: PipelineDocument) => nodes.find(({ id }) => id === opened)
  const [now, then] = [find(document), find(before)]
  const inner = now && (await search.openInside(now))
  const innerBefore = then && (await search.openInside(then))
  if (inner === undefined || innerBefore === undefined) return inside
  const further = await findKept(inner, innerBefore, rest.join('/'), `${prefix}${opened}/`, search)
  return new Set([...inside, ...further])
}

/** Places of nodes that gave what they are not to give now: released since, or held at something else. */
async function findRepinned(
  { events }: EarlierRun,
  pinned: PinnedOutputs,
  readValue: (hash: string) => Promise<Json>,
): Promise<string[]> {
  const repinned = new Set(Object.keys(pinned))
  for (const event of events) {
    if (event.type !== 'node-finished') continue
    const place = withoutItems(event.node)
    const held = pinned[place]
    if (held === undefined) {
      if (event.pinned === true) repinned.add(place)
    } else if (canonicalJson(await readOutputs(event.outputs, readValue)) === canonicalJson(held)) {
      repinned.delete(place)
    }
  }
  return [...repinned]
}

/** Decisions of a node and of those inside it, as the level that the node is in knows them. */
function decisionsByNode(events: readonly TraceEvent[]): (path: string) => DecisionRecord[] {
  const all = events.flatMap((event) => (event.type === 'decision' ? [event.decision] : []))
  return (path) => {
    const level = path.lastIndexOf('/') + 1
    return all
      .filter(({ node }) => isWithin(node, path))
      .map((decision) => ({ ...decision, node: decision.node.slice(level) }))
  }
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

/** Nodes that must run, but for what is inside `opened`: `first`, those changed or new, and all that these lead to. */
function findStale(
  document: PipelineDocument,
  before: PipelineDocument,
  first: readonly string[],
  opened: string | undefined,
): ReadonlySet<string> {
  const known = new Map(before.nodes.map((node) => [node.id, behaviourOf(node, before, opened)]))
  const stale = new Set(first)
  for (const node of document.nodes) {
    if (known.get(node.id) !== behaviourOf(node, document, opened)) stale.add(node.id)
  }
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of stale) {
    for (const { from: start, to } of document.edges) if (start.node === id) stale.add(to.node)
  }
  return stale
}

/** Everything about a node but how it looks, and what its inputs are wired to. */
function behaviourOf(node: NodeRecord, { edges }: PipelineDocument, opened: string | undefined): string {
  const { name: _name, position: _position, ...own } = node
  const { pipeline: _pipeline, ...config } = own.config
  const behaviour = node.id === opened ? { ...own, config } : own
  const wired = edges
    .filter(({ to }) => to.node === node.id)
    .map(({ from, to }) => `${to.port} ${from.node} ${from.port}`)
  return canonicalJson([behaviour, wired])
}
