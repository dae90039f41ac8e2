/**
 * Wires of two versions of one pipeline. They are merged by id, and then held to what an input takes: where both sides wired the
 * same single input anew, that input is a question. A node that is kept although the other side deleted it keeps its wires.
 */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { PortEnd } from './commands.ts'
import { isSameEnd } from './commands.ts'
import type { RecordConflict, Side, Versions } from './merge-records.ts'
import { mergeRecords } from './merge-records.ts'

/** Whether an input takes more than one wire, or is none that this program knows. */
export type TakesMany = (node: NodeRecord, port: string) => boolean

/** A single input that each side wired to something else. */
export interface PortConflict {
  readonly id: string
  readonly to: PortEnd
  readonly mine: EdgeRecord
  readonly theirs: EdgeRecord
}

export interface WireChoices {
  readonly edge: (id: string) => Side
  readonly port: (id: string) => Side
  /** Nodes of the merged document. */
  readonly nodes: ReadonlySet<string>
  /** Those of them that the other side deleted, with the side that they come from. */
  readonly kept: ReadonlyMap<string, Side>
}

export interface MergedWires {
  readonly conflicts: readonly RecordConflict<EdgeRecord>[]
  readonly portConflicts: readonly PortConflict[]
  resolve(choices: WireChoices): EdgeRecord[]
}

const idOfPort = ({ node, port }: PortEnd) => `${node} ${port}`
const idOfEnds = ({ from, to }: EdgeRecord) => `${idOfPort(from)} ${idOfPort(to)}`

export function mergeWires(documents: Versions<PipelineDocument>, takesMany: TakesMany): MergedWires {
  const { base, mine, theirs } = documents
  const records = mergeRecords({ base: base?.edges ?? null, mine: mine.edges, theirs: theirs.edges })
  const isSingle = findSinglePorts([mine, theirs], takesMany)
  const portConflicts = findPortConflicts(documents, isSingle)
  const contested = new Set(portConflicts.map(({ id }) => id))
  const all = [...mine.edges, ...theirs.edges]
  const order = new Map([...all].reverse().map((edge, index) => [edge.id, all.length - index]))
  return {
    conflicts: records.conflicts,
    portConflicts,
    resolve: ({ edge: chooseEdge, port: choosePort, nodes, kept }) => {
      const taken = new Taken(nodes, isSingle)
      const sides = { mine: new Set(mine.edges.map(idOfEnds)), theirs: new Set(theirs.edges.map(idOfEnds)) }
      const isChosen = (edge: EdgeRecord) => {
        const id = idOfPort(edge.to)
        return !contested.has(id) || sides[choosePort(id)].has(idOfEnds(edge))
      }
      for (const side of ['mine', 'theirs'] as const) {
        taken.add(
          documents[side].edges.filter(
            (edge) =>
              isChosen(edge) && [edge.from.node, edge.to.node].some((node) => kept.get(node) === side),
          ),
        )
      }
      taken.add(records.resolve(chooseEdge).filter(isChosen))
      // A wire whose beginning is gone leaves its input to what the other side has there.
      const left = new Set(all.filter(({ from }) => !nodes.has(from.node)).map(({ to }) => idOfPort(to)))
      taken.add(all.filter(({ to }) => isSingle(to) && left.has(idOfPort(to)) && !taken.hasWireInto(to)))
      return taken.edges.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    },
  }
}

/** Takes wires as long as they fit: between nodes that there are, each once, one in a single input. */
class Taken {
  readonly edges: EdgeRecord[] = []
  readonly #nodes: ReadonlySet<string>
  readonly #isSingle: (to: PortEnd) => boolean
  readonly #ids = new Set<string>()
  readonly #ends = new Set<string>()
  readonly #ports = new Set<string>()

  constructor(nodes: ReadonlySet<string>, isSingle: (to: PortEnd) => boolean) {
    this.#nodes = nodes
    this.#isSingle = isSingle
  }

  hasWireInto(to: PortEnd): boolean {
    return this.#ports.has(idOfPort(to))
  }

  add(edges: readonly EdgeRecord[]): void {
    for (const edge of edges) {
      if (!this.#nodes.has(edge.from.node) || !this.#nodes.has(edge.to.node)) continue
      if (this.#ids.has(edge.id) || this.#ends.has(idOfEnds(edge))) continue
      if (this.#isSingle(edge.to) && this.hasWireInto(edge.to)) continue
      this.edges.push(edge)
      this.#ids.add(edge.id)
      this.#ends.add(idOfEnds(edge))
      this.#ports.add(idOfPort(edge.to))
    }
  }
}

/** An input that holds several wires already is left as it is, whatever its type says. */
function findSinglePorts(documents: readonly PipelineDocument[], takesMany: TakesMany) {
  const crowded = new Set<string>()
  const records = documents.map(({ nodes }) => new Map(nodes.map((node) => [node.id, node])))
  for (const { edges } of documents) {
    const seen = new Set<string>()
    for (const { to } of edges) {
      const id = idOfPort(to)
      if (seen.has(id)) crowded.add(id)
      seen.add(id)
    }
  }
  return (to: PortEnd): boolean => {
    if (crowded.has(idOfPort(to))) return false
    return records.some((nodes) => {
      const node = nodes.get(to.node)
      return node !== undefined && !takesMany(node, to.port)
    })
  }
}

function findPortConflicts(
  { base, mine, theirs }: Versions<PipelineDocument>,
  isSingle: (to: PortEnd) => boolean,
): PortConflict[] {
  const old = new Set(base?.edges.map(idOfEnds))
  const others = new Map(theirs.edges.map((edge) => [idOfPort(edge.to), edge]))
  return mine.edges.flatMap((my) => {
    const their = others.get(idOfPort(my.to))
    // One wire that both sides led elsewhere is a question of its own.
    if (their === undefined || their.id === my.id || isSameEnd(their.from, my.from)) return []
    if (old.has(idOfEnds(my)) || old.has(idOfEnds(their)) || !isSingle(my.to)) return []
    return [{ id: idOfPort(my.to), to: my.to, mine: my, theirs: their }]
  })
}

/** Nodes at which a side has a wire that was not there before. */
export function findWiredAnew(
  before: PipelineDocument | null,
  { edges }: PipelineDocument,
): ReadonlySet<string> {
  const old = new Set(before?.edges.map(idOfEnds))
  return new Set(
    edges.filter((edge) => !old.has(idOfEnds(edge))).flatMap(({ from, to }) => [from.node, to.node]),
  )
}
