/** What crosses the border of a selection: the inputs and outputs that a pipeline made of it has. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortEnd } from './commands.ts'
import type { ReadPath } from './conditions.ts'
import { rewriteConditions } from './conditions.ts'
import type { ExtractRefusal } from './extract-refusals.ts'
import { newEdgeId } from './new-id.ts'
import { findNeeded } from './needed-entries.ts'
import { resolveNode } from './resolve-node.ts'
import { listUpstream } from './upstream.ts'

/** A field of the new input node. */
export interface Entry {
  readonly name: string
  readonly type: PortType
  /** The port outside that it comes from. */
  readonly source: PortEnd
  readonly targets: readonly PortEnd[]
  /** Without it nothing inside would give anything. */
  readonly isRequired: boolean
  /** Id for a wire that a condition needs and nobody drew. */
  readonly edge: string
}

/** An output node of the new pipeline. */
export interface Exit {
  readonly name: string
  readonly type: PortType
  /** The port inside that it comes from. */
  readonly source: PortEnd
  readonly edge: string
}

export interface Border {
  readonly entries: readonly Entry[]
  readonly exits: readonly Exit[]
  entryOf(edge: EdgeRecord): Entry | undefined
  exitOf(source: PortEnd): Exit | undefined
  /** Every node of the document, its conditions reading across the border through the new ports. */
  readonly nodes: readonly NodeRecord[]
}

/** As many fields and results as a node can list. */
const portLimit = 32

/**
 * The type of the field that carries a value from one port to another as it is; undefined where none does. An answer goes on as a
 * text only where a text is asked for.
 */
export function chooseFieldType(from: PortType, to: PortType): PortType | undefined {
  if (!fitsPort(from, to)) return undefined
  return from === 'answer' && to === 'text' ? to : from
}

interface Crossing {
  readonly type: PortType
  readonly source: PortEnd
  readonly targets: PortEnd[]
}

/** Thrown and caught in here: a refusal may come up in the middle of rewriting a condition. */
class Refused extends Error {
  readonly refusal: ExtractRefusal
  constructor(refusal: ExtractRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

/** `node`: id of the node that will stand for the selection. */
export function findBorder(
  document: PipelineDocument,
  registry: NodeRegistry,
  chosen: ReadonlySet<string>,
  node: string,
): Border | ExtractRefusal {
  try {
    return new BorderFinder(document, registry, chosen, node).find()
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

const keyOf = ({ node, port }: PortEnd) => `${node} ${port}`

class BorderFinder {
  readonly #document: PipelineDocument
  readonly #registry: NodeRegistry
  readonly #chosen: ReadonlySet<string>
  readonly #node: string
  readonly #records: ReadonlyMap<string, NodeRecord>
  /** By source and type: an answer may go in as a text and as it is. */
  readonly #crossings = new Map<string, Crossing>()
  readonly #exits = new Map<string, Exit>()
  /** Names that conditions inside read of the request and that are no field of it. */
  readonly #reserved = new Set(['user', 'headers'])
  readonly #edgeIds: Set<string>

  constructor(document: PipelineDocument, registry: NodeRegistry, chosen: ReadonlySet<string>, node: string) {
    this.#document = document
    this.#registry = registry
    this.#chosen = chosen
    this.#node = node
    this.#records = new Map(document.nodes.map((record) => [record.id, record]))
    this.#edgeIds = new Set(document.edges.map(({ id }) => id))
  }

  find(): Border {
    this.#followWires()
    // Twice: the names of the fields stand when all that is read is known.
    for (const record of this.#document.nodes) this.#rewrite(record, new Map())
    const entries = this.#nameEntries()
    const exits = [...this.#exits.values()]
    if (exits.length === 0) throw new Refused({ kind: 'no-output' })
    if (Math.max(entries.size, exits.length) > portLimit) {
      throw new Refused({ kind: 'too-many', limit: portLimit })
    }
    const entryOf = (edge: EdgeRecord) => entries.get(this.#crossingOf(edge))
    return {
      entries: [...entries.values()],
      exits,
      entryOf,
      exitOf: (source) => this.#exits.get(keyOf(source)),
      nodes: this.#document.nodes.map((record) => this.#rewrite(record, entries)),
    }
  }

  #followWires(): void {
    for (const edge of this.#document.edges) {
      const [fromInside, toInside] = [this.#chosen.has(edge.from.node), this.#chosen.has(edge.to.node)]
      if (fromInside && !toInside) this.#addExit(edge.from)
      if (!fromInside && toInside) this.#addCrossing(edge.from, edge.to)
    }
  }

  #typeOf({ node, port }: PortEnd, side: 'inputs' | 'outputs'): PortType {
    const record = this.#records.get(node)
    const type = record === undefined ? undefined : resolveNode(record, this.#registry)[side][port]?.type
    if (type === undefined) throw new Refused({ kind: 'broken', node, port })
    return type
  }

  #crossingOf({ from, to }: EdgeRecord): string {
    return `${keyOf(from)} ${chooseFieldType(this.#typeOf(from, 'outputs'), this.#typeOf(to, 'inputs'))}`
  }

  #addCrossing(source: PortEnd, target: PortEnd): void {
    const from = this.#typeOf(source, 'outputs')
    const to = this.#typeOf(target, 'inputs')
    const type = chooseFieldType(from, to)
    if (type === undefined) throw new Refused({ kind: 'type', ...target, type: from })
    this.#cross(source, type).targets.push(target)
  }

  #cross(source: PortEnd, type: PortType): Crossing {
    const key = `${keyOf(source)} ${type}`
    const crossing = this.#crossings.get(key) ?? { type, source, targets: [] }
    this.#crossings.set(key, crossing)
    return crossing
  }

  #addExit(source: PortEnd): Exit {
    const known = this.#exits.get(keyOf(source))
    if (known !== undefined) return known
    // `error` is the port of a node whose failure goes on along a branch.
    const taken = new Set(['error', ...[...this.#exits.values()].map(({ name }) => name)])
    const name = makeName(source.port, taken)
    const exit = { name, type: this.#typeOf(source, 'outputs'), source, edge: this.#makeEdgeId() }
    this.#exits.set(keyOf(source), exit)
    return exit
  }

  #makeEdgeId(): string {
    const id = newEdgeId(this.#edgeIds)
    this.#edgeIds.add(id)
    return id
  }

  #nameEntries(): Map<string, Entry> {
    const taken = new Set(this.#reserved)
    const needed = findNeeded(this.#document.edges, this.#registry, {
      inside: this.#document.nodes.filter(({ id }) => this.#chosen.has(id)),
      exits: [...this.#exits.values()].map(({ source }) => source.node),
    })
    return new Map(
      [...this.#crossings].map(([key, { type, source, targets }]) => {
        const ports = new Set(targets.map(({ port }) => port))
        const [only] = ports
        const name = makeName(ports.size === 1 && only !== undefined ? only : source.port, taken)
        taken.add(name)
        const isRequired = needed(source, targets)
        return [key, { name, type, source, targets, isRequired, edge: this.#makeEdgeId() }]
      }),
    )
  }

  #rewrite(record: NodeRecord, entries: ReadonlyMap<string, Entry>): NodeRecord {
    const isInside = this.#chosen.has(record.id)
    let upstream: ReadonlySet<string> | undefined
    const isBefore = (id: string) => {
      upstream ??= new Set(listUpstream(this.#document, record.id).map((one) => one.id))
      return upstream.has(id)
    }
    return rewriteConditions(record, (path) => {
      const [root, name, port, ...rest] = path
      const refuse = () => new Refused({ kind: 'condition', node: record.id, path: path.join('.') })
      if (root === 'request' && isInside) {
        if (name === 'user' || name === 'headers') return path
        if (typeof name !== 'string') throw refuse()
        const input = this.#findField(name)
        if (input === undefined) return path
        return this.#throughEntry({ node: input, port: name }, entries, path.slice(2))
      }
      if (root !== 'nodes') return path
      if (typeof name !== 'string') throw refuse()
      const crosses = this.#chosen.has(name) !== isInside && this.#records.has(name) && isBefore(name)
      if (!crosses) return path
      if (typeof port !== 'string') throw refuse()
      const source = { node: name, port }
      if (isInside) return this.#throughEntry(source, entries, rest)
      return ['nodes', this.#node, this.#addExit(source).name, ...rest]
    })
  }

  /** The input node that has a field of the request. */
  #findField(name: string): string | undefined {
    const found = this.#document.nodes.find(
      (record) => record.type === 'input' && resolveNode(record, this.#registry).outputs[name] !== undefined,
    )
    if (found === undefined) this.#reserved.add(name)
    return found?.id
  }

  #throughEntry(source: PortEnd, entries: ReadonlyMap<string, Entry>, rest: ReadPath): ReadPath {
    const type = this.#typeOf(source, 'outputs')
    this.#cross(source, type)
    const entry = entries.get(`${keyOf(source)} ${type}`)
    return ['request', entry?.name ?? source.port, ...rest]
  }
}

/** The stem itself, or with a number where something has that name. */
function makeName(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem
  for (let count = 2; ; count += 1) {
    const name = `${stem.slice(0, 60)}-${count}`
    if (!taken.has(name)) return name
  }
}
