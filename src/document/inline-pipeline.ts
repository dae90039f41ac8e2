/** Draws the pipeline of a sub-pipeline node in its place: the reverse of extracting it. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortEnd } from './commands.ts'
import { rewriteConditions } from './conditions.ts'
import type { InlineRefusal } from './inline-refusals.ts'
import { InlineRefused, refuseNode } from './inline-refusals.ts'
import { newEdgeId, newNodeId } from './new-id.ts'
import { resolveNode } from './resolve-node.ts'
import { spanOf } from './span.ts'
import { listUpstream } from './upstream.ts'

export type Inlining =
  | { readonly isDone: true; readonly document: PipelineDocument; readonly nodes: readonly string[] }
  | { readonly isDone: false; readonly refusal: InlineRefusal }

/** `child`: what the node runs, whether it is drawn inside it or stored elsewhere. */
export function inlinePipeline(
  document: PipelineDocument,
  registry: NodeRegistry,
  node: string,
  child: PipelineDocument,
): Inlining {
  try {
    return { isDone: true, ...new Inliner(document, registry, node, child).inline() }
  } catch (error) {
    if (error instanceof InlineRefused) return { isDone: false, refusal: error.refusal }
    throw error
  }
}

class Inliner {
  readonly #document: PipelineDocument
  readonly #registry: NodeRegistry
  readonly #node: NodeRecord
  readonly #child: PipelineDocument
  /** The nodes that do something, without the ends. */
  readonly #contents: readonly NodeRecord[]
  readonly #inputs: ReadonlySet<string>
  /** Output nodes by id, with the names of their results. */
  readonly #outputs: ReadonlyMap<string, string>
  /** New ids of the contents. */
  readonly #ids: ReadonlyMap<string, string>
  /** What is wired to each input of the node. */
  readonly #sources: ReadonlyMap<string, PortEnd>
  readonly #edgeIds: Set<string>

  constructor(document: PipelineDocument, registry: NodeRegistry, node: string, child: PipelineDocument) {
    this.#document = document
    this.#registry = registry
    this.#child = child
    this.#node = refuseNode(document, registry, node, child)
    const nameOf = (record: NodeRecord) => {
      const { definition, config } = resolveNode(record, registry)
      return definition?.outputName?.(config)
    }
    this.#inputs = new Set(child.nodes.filter(({ type }) => type === 'input').map(({ id }) => id))
    this.#outputs = new Map(
      child.nodes.flatMap((record) => {
        const name = nameOf(record)
        return name === undefined ? [] : [[record.id, name] as const]
      }),
    )
    this.#contents = child.nodes.filter(({ id }) => !this.#inputs.has(id) && !this.#outputs.has(id))
    const taken = new Set(document.nodes.map(({ id }) => id).filter((id) => id !== node))
    this.#ids = new Map(
      this.#contents.map(({ id }) => {
        const fresh = taken.has(id) ? newNodeId(id.replace(/-\d+$/, ''), taken) : id
        taken.add(fresh)
        return [id, fresh]
      }),
    )
    this.#sources = new Map(
      document.edges.filter(({ to }) => to.node === node).map(({ from, to }) => [to.port, from]),
    )
    this.#edgeIds = new Set(document.edges.map(({ id }) => id))
  }

  inline(): { readonly document: PipelineDocument; readonly nodes: readonly string[] } {
    const { nodes, groups } = this.#document
    const contents = this.#placeContents()
    const ids = contents.map(({ id }) => id)
    const drawn: PipelineDocument = {
      ...this.#document,
      nodes: nodes.flatMap((record) => (record === this.#node ? contents : [record])),
      edges: [...this.#outerEdges(), ...this.#innerEdges()],
      groups: [
        ...groups.map((group) =>
          group.nodes.includes(this.#node.id)
            ? { ...group, nodes: group.nodes.flatMap((id) => (id === this.#node.id ? ids : [id])) }
            : group,
        ),
        ...this.#innerGroups(),
      ],
      notes: [...this.#document.notes, ...this.#innerNotes()],
    }
    return { document: this.#rewriteConditions(drawn, new Set(ids)), nodes: ids }
  }

  /** Around the place of the node, as far from one another as inside it. */
  #placeContents(): NodeRecord[] {
    const by = this.#offset()
    const isMuted = this.#node.muted === true
    return this.#contents.map((record) => ({
      ...record,
      id: this.#ids.get(record.id) ?? record.id,
      position: { x: record.position.x + by.x, y: record.position.y + by.y },
      ...(isMuted ? { muted: true } : {}),
    }))
  }

  #offset() {
    if (this.#contents.length === 0) return { x: 0, y: 0 }
    const { x, y, width, height } = spanOf(this.#contents)
    const { position } = this.#node
    return { x: position.x - x - width / 2, y: position.y - y - height / 2 }
  }

  #innerGroups(): PipelineDocument['groups'] {
    const taken = new Set(this.#document.groups.map(({ id }) => id))
    // A node is in one group at most: where the sub-pipeline is in one, its contents are.
    const isGrouped = this.#document.groups.some(({ nodes }) => nodes.includes(this.#node.id))
    return (isGrouped ? [] : this.#child.groups).flatMap((group) => {
      const nodes = group.nodes.flatMap((id) => this.#ids.get(id) ?? [])
      if (nodes.length === 0) return []
      const id = taken.has(group.id) ? newNodeId('group', taken) : group.id
      taken.add(id)
      return [{ ...group, id, nodes }]
    })
  }

  #innerNotes(): PipelineDocument['notes'] {
    const taken = new Set(this.#document.notes.map(({ id }) => id))
    const by = this.#offset()
    return this.#child.notes.map((note) => {
      const id = taken.has(note.id) ? newNodeId('note', taken) : note.id
      taken.add(id)
      return { ...note, id, position: { x: note.position.x + by.x, y: note.position.y + by.y } }
    })
  }

  /** The port outside that a field inside stands for; undefined where nothing is wired to it. */
  #sourceOf(field: string): PortEnd | undefined {
    const source = this.#sources.get(field)
    const given = this.#child.nodes.flatMap(({ type, config }) =>
      type === 'input' && Array.isArray(config['fields']) ? config['fields'] : [],
    )
    const hasDefault = given.some(
      (one) =>
        typeof one === 'object' &&
        one !== null &&
        !Array.isArray(one) &&
        one['name'] === field &&
        one['default'] !== undefined,
    )
    if (hasDefault) throw new InlineRefused({ kind: 'default', field })
    return source
  }

  /** Where a result comes from: ports of the contents, or a port outside that goes straight through. */
  #resultsOf(name: string): PortEnd[] {
    return this.#child.edges.flatMap(({ from, to }): PortEnd[] => {
      if (this.#outputs.get(to.node) !== name) return []
      const source = this.#inputs.has(from.node) ? this.#sourceOf(from.port) : this.#renamed(from)
      return source === undefined ? [] : [source]
    })
  }

  #renamed({ node, port }: PortEnd): PortEnd {
    return { node: this.#ids.get(node) ?? node, port }
  }

  #outerEdges(): EdgeRecord[] {
    return this.#document.edges.flatMap((edge): EdgeRecord[] => {
      if (edge.to.node === this.#node.id) return []
      if (edge.from.node !== this.#node.id) return [edge]
      const sources = this.#resultsOf(edge.from.port)
      const target = this.#document.nodes.find(({ id }) => id === edge.to.node)
      const isMany =
        target !== undefined && resolveNode(target, this.#registry).inputs[edge.to.port]?.many === true
      if (sources.length > 1 && !isMany) {
        throw new InlineRefused({ kind: 'two-results', name: edge.from.port })
      }
      return sources.map((from, index) => ({ ...edge, id: index === 0 ? edge.id : this.#freshId(), from }))
    })
  }

  #innerEdges(): EdgeRecord[] {
    return this.#child.edges.flatMap((edge): EdgeRecord[] => {
      if (this.#outputs.has(edge.to.node)) return []
      const from = this.#inputs.has(edge.from.node)
        ? this.#sourceOf(edge.from.port)
        : this.#renamed(edge.from)
      if (from === undefined) return []
      const id = this.#edgeIds.has(edge.id) ? this.#freshId() : edge.id
      this.#edgeIds.add(id)
      return [{ id, from, to: this.#renamed(edge.to) }]
    })
  }

  #freshId(): string {
    const id = newEdgeId(this.#edgeIds)
    this.#edgeIds.add(id)
    return id
  }

  /** Conditions inside read the new ids and the ports outside; those outside read what gave the result. */
  #rewriteConditions(drawn: PipelineDocument, contents: ReadonlySet<string>): PipelineDocument {
    const nodes = drawn.nodes.map((record) => {
      const isBefore = (id: string) => listUpstream(drawn, record.id).some((one) => one.id === id)
      return rewriteConditions(record, (path) => {
        const refuse = () =>
          new InlineRefused({ kind: 'condition', node: record.name ?? record.id, path: path.join('.') })
        const through = (source: PortEnd | undefined, rest: readonly (string | number)[]) => {
          if (source === undefined || !isBefore(source.node)) throw refuse()
          return ['nodes', source.node, source.port, ...rest]
        }
        const [root, name, port, ...rest] = path
        if (!contents.has(record.id)) {
          if (root !== 'nodes' || name !== this.#node.id) return path
          const [source, other] = typeof port === 'string' ? this.#resultsOf(port) : []
          if (other !== undefined) throw refuse()
          return through(source, rest)
        }
        if (root === 'request') {
          if (name === 'user' || name === 'headers') return path
          if (typeof name !== 'string') throw refuse()
          return through(this.#sourceOf(name), path.slice(2))
        }
        if (root !== 'nodes' || typeof name !== 'string') return path
        if (this.#inputs.has(name)) {
          return through(typeof port === 'string' ? this.#sourceOf(port) : undefined, rest)
        }
        const id = this.#ids.get(name)
        return id === undefined || id === name ? path : ['nodes', id, ...path.slice(2)]
      })
    })
    return { ...drawn, nodes }
  }
}
