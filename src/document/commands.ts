/**
 * Every change of a document as data and a pure function. Menu, keyboard, canvas, inspector and API share them;
 * the store applies, groups, undoes and redoes them.
 */
import type { NodePolicy, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { Json } from '../../runtime/core/values.ts'
import { leaveGroups } from './leave-groups.ts'
import { newEdgeId, newNodeId } from './new-id.ts'

export type CommandKind =
  | 'add-node'
  | 'replace'
  | 'move'
  | 'connect'
  | 'delete'
  | 'paste'
  | 'configure'
  | 'rename'
  | 'policy'
  | 'expose'
  | 'mute'
  | 'arrange'
  | 'settings'
  | 'group'
  | 'note'
  | 'merge'
  | 'extract'
  | 'inline'

export interface DocumentCommand {
  readonly kind: CommandKind
  /** Commands in a row with the same group are one step of undo. */
  readonly group?: string
  /** Returns the same object when nothing changes. */
  readonly change: (document: PipelineDocument) => PipelineDocument
}

export interface PortEnd {
  readonly node: string
  readonly port: string
}

export interface Point {
  readonly x: number
  readonly y: number
}

export function addNode(node: NodeRecord): DocumentCommand {
  return {
    kind: 'add-node',
    change: (document) => ({ ...document, nodes: [...document.nodes, node] }),
  }
}

/** A record with a fresh id for a node type; the settings start empty, so that defaults apply. */
export function makeNode(
  document: PipelineDocument,
  type: string,
  version: number,
  position: Point,
): NodeRecord {
  const taken = new Set(document.nodes.map(({ id }) => id))
  return { id: newNodeId(type, taken), type, version, config: {}, position }
}

export function moveNodes(positions: ReadonlyMap<string, Point>, group?: string): DocumentCommand {
  return {
    kind: 'move',
    ...(group === undefined ? {} : { group }),
    change: (document) => changeNodes(document, positions.keys(), (node) => place(node, positions)),
  }
}

export function arrangeNodes(positions: ReadonlyMap<string, Point>): DocumentCommand {
  return { ...moveNodes(positions), kind: 'arrange' }
}

function place(node: NodeRecord, positions: ReadonlyMap<string, Point>): NodeRecord {
  const position = positions.get(node.id)
  if (position === undefined) return node
  if (node.position.x === position.x && node.position.y === position.y) return node
  return { ...node, position: { x: position.x, y: position.y } }
}

/** Wires two ports. Unless `isMany`, an edge that is in the input already gives way. */
export function connectPorts(from: PortEnd, to: PortEnd, isMany: boolean): DocumentCommand {
  return {
    kind: 'connect',
    change: (document) => {
      const ids = new Set(document.nodes.map(({ id }) => id))
      if (!ids.has(from.node) || !ids.has(to.node)) return document
      const hasIt = document.edges.some((edge) => isSameEnd(edge.from, from) && isSameEnd(edge.to, to))
      if (hasIt) return document
      const kept = isMany ? document.edges : document.edges.filter((edge) => !isSameEnd(edge.to, to))
      const id = newEdgeId(new Set(document.edges.map((edge) => edge.id)))
      return { ...document, edges: [...kept, { id, from: { ...from }, to: { ...to } }] }
    },
  }
}

/** Moves an end of an edge to another port; the edge that is in the new input gives way unless it is `isMany`. */
export function reconnectEdge(edge: string, from: PortEnd, to: PortEnd, isMany: boolean): DocumentCommand {
  return {
    kind: 'connect',
    change: (document) => {
      const without = { ...document, edges: document.edges.filter(({ id }) => id !== edge) }
      return connectPorts(from, to, isMany).change(without)
    },
  }
}

export function isSameEnd(a: PortEnd, b: PortEnd): boolean {
  return a.node === b.node && a.port === b.port
}

/** Removes nodes with their edges and the groups that they leave empty, and edges. */
export function deleteItems(nodes: ReadonlySet<string>, edges: ReadonlySet<string>): DocumentCommand {
  return {
    kind: 'delete',
    change: (document) => {
      const keptNodes = document.nodes.filter(({ id }) => !nodes.has(id))
      const keptEdges = document.edges.filter(
        ({ id, from, to }) => !edges.has(id) && !nodes.has(from.node) && !nodes.has(to.node),
      )
      if (keptNodes.length === document.nodes.length && keptEdges.length === document.edges.length) {
        return document
      }
      const groups = leaveGroups(document.groups, nodes)
      return { ...document, nodes: keptNodes, edges: keptEdges, groups }
    },
  }
}

/**
 * Sets one setting; `undefined` removes it, so that the default applies. Changes in a row with the same `step` are one step of
 * undo, with `null` each is its own; unless told, a step is as long as the words in the value stay as many.
 */
export function setSetting(
  node: string,
  name: string,
  value: Json | undefined,
  step: string | null = String(countWords(value)),
): DocumentCommand {
  return {
    kind: 'configure',
    ...(step === null ? {} : { group: `configure ${node} ${name} ${step}` }),
    change: (document) =>
      changeNodes(document, [node], (record) => {
        const { [name]: old, ...rest } = record.config
        if (value === undefined) return old === undefined ? record : { ...record, config: rest }
        if (JSON.stringify(old) === JSON.stringify(value)) return record
        return { ...record, config: { ...record.config, [name]: value } }
      }),
  }
}

/** Sets a setting that names a port, and moves the wires of that port along, as one step. */
export function renamePort(
  node: string,
  setting: { readonly name: string; readonly value: Json },
  from: string,
  to: string,
): DocumentCommand {
  const set = setSetting(node, setting.name, setting.value)
  const follow = (end: PortEnd): PortEnd =>
    end.node === node && end.port === from ? { node, port: to } : end
  return {
    kind: 'configure',
    change: (document) => {
      const changed = set.change(document)
      if (changed === document || from === to) return changed
      const edges = changed.edges.map((edge) => {
        const [start, end] = [follow(edge.from), follow(edge.to)]
        return start === edge.from && end === edge.to ? edge : { ...edge, from: start, to: end }
      })
      return { ...changed, edges }
    },
  }
}

/** Takes a setting from the input port that `exposedNameOf` names, or no longer. A wire to a port that goes is broken, not lost. */
export function exposeSetting(node: string, port: string, isExposed: boolean): DocumentCommand {
  return {
    kind: 'expose',
    change: (document) =>
      changeNodes(document, [node], (record) => {
        const { exposed = [], ...rest } = record
        if (exposed.includes(port) === isExposed) return record
        const next = isExposed ? [...exposed, port] : exposed.filter((one) => one !== port)
        return next.length === 0 ? rest : { ...rest, exposed: next }
      }),
  }
}

/** While the words in a value stay as many, typing goes on in one word: that is one step. */
export function countWords(value: Json | undefined): number {
  if (value === undefined) return -1
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.split(/\s+/).length
}

export function renameNode(node: string, name: string): DocumentCommand {
  return {
    kind: 'rename',
    group: `rename ${node} ${countWords(name)}`,
    change: (document) =>
      changeNodes(document, [node], (record) => {
        if ((record.name ?? '') === name) return record
        const { name: _old, ...rest } = record
        return name === '' ? rest : { ...rest, name: name.slice(0, 120) }
      }),
  }
}

/** Changes in a row with the same `step` are one step of undo; unless told, those of the same parts of the policy. */
export function setPolicy(
  node: string,
  policy: NodePolicy | undefined,
  step: string | null = Object.keys(policy ?? {})
    .sort()
    .join(' '),
): DocumentCommand {
  return {
    kind: 'policy',
    ...(step === null ? {} : { group: `policy ${node} ${step}` }),
    change: (document) =>
      changeNodes(document, [node], (record) => {
        if (JSON.stringify(record.policy) === JSON.stringify(policy)) return record
        const { policy: _old, ...rest } = record
        return policy === undefined || Object.keys(policy).length === 0 ? rest : { ...rest, policy }
      }),
  }
}

export function muteNodes(nodes: ReadonlySet<string>, isMuted: boolean): DocumentCommand {
  return {
    kind: 'mute',
    change: (document) =>
      changeNodes(document, nodes, (record) => {
        if ((record.muted ?? false) === isMuted) return record
        const { muted: _old, ...rest } = record
        return isMuted ? { ...rest, muted: true } : rest
      }),
  }
}

export interface PipelineFacts {
  readonly name?: string
  readonly description?: string
  readonly settings?: NonNullable<PipelineDocument['settings']>
}

export function setPipelineFacts(facts: PipelineFacts): DocumentCommand {
  return {
    kind: 'settings',
    group: `settings ${Object.entries(facts)
      .map(([key, value]) => `${key} ${countWords(value)}`)
      .join(' ')}`,
    change: (document) => {
      const next = { ...document, ...facts }
      return JSON.stringify(next) === JSON.stringify(document) ? document : next
    },
  }
}

/** What was worked out from a document, as one step; where the document has changed meanwhile, nothing. */
export function changeTo(kind: CommandKind, from: PipelineDocument, to: PipelineDocument): DocumentCommand {
  return { kind, change: (document) => (document === from ? to : document) }
}

/** Puts a whole other document in place, as one step that can be undone. */
export function replaceDocument(next: PipelineDocument): DocumentCommand {
  return { kind: 'merge', change: () => next }
}

function changeNodes(
  document: PipelineDocument,
  ids: Iterable<string>,
  change: (node: NodeRecord) => NodeRecord,
): PipelineDocument {
  const wanted = new Set(ids)
  let hasChanged = false
  const nodes = document.nodes.map((node) => {
    const next = wanted.has(node.id) ? change(node) : node
    hasChanged ||= next !== node
    return next
  })
  return hasChanged ? { ...document, nodes } : document
}
