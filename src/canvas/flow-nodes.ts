/** From the document to what React Flow draws. Objects that mean the same stay the same, so that only what changed is drawn. */
import type { Edge, Node, NodeHandle } from '@xyflow/react'
import { Position } from '@xyflow/react'
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { NodeCards } from '../session/node-cards.ts'
import type { UsedPorts } from '../drawing/card-layout.ts'
import {
  cardHeight,
  cardRows,
  cardWidth,
  collectUsedPorts,
  handleSize,
  missingPorts,
  noPorts,
  rowCentre,
} from '../drawing/card-layout.ts'

export interface CardData extends Record<string, unknown> {
  readonly resolved: ResolvedNode
  readonly missing: UsedPorts
}

export type CardNode = Node<CardData, 'card'>

export interface WireData extends Record<string, unknown> {
  readonly type: PortType
  /** One of its ends does not exist. */
  readonly isBroken: boolean
  /** Of the wires of its output: what is said of the port stands on it. */
  readonly isFirst: boolean
  /** For the names of its ends: other settings may be older ones. */
  readonly from: ResolvedNode
  readonly to: ResolvedNode
}

export type WireEdge = Edge<WireData, 'wire'>

export interface FlowSource {
  readonly nodes: readonly NodeRecord[]
  readonly edges: readonly EdgeRecord[]
  readonly registry: NodeRegistry
  readonly cards: NodeCards
  /** In collapsed groups: neither they nor their wires are drawn. */
  readonly hidden: ReadonlySet<string>
}

/** React Flow names things in English, by their ids: the card and the wire in them have names of their own. */
const unnamed = { role: undefined, 'aria-label': undefined, 'aria-roledescription': undefined }

export function syncFlowNodes(
  previous: readonly CardNode[],
  { nodes, edges, registry, cards, hidden }: FlowSource,
  selected: ReadonlySet<string>,
): CardNode[] {
  const known = new Map(previous.map((node) => [node.id, node]))
  const used = collectUsedPorts(edges)
  const next = nodes.flatMap((record) => {
    if (hidden.has(record.id)) return []
    const resolved = resolveNode(record, registry)
    const missing = missingPorts(resolved, used.get(record.id) ?? noPorts)
    const ownPx = cards.get(record.type)?.heightPx ?? 0
    return [syncFlowNode(known.get(record.id), { resolved, missing }, ownPx, selected.has(record.id))]
  })
  const isSame = next.length === previous.length && next.every((node, index) => node === previous[index])
  return isSame ? (previous as CardNode[]) : next
}

function syncFlowNode(
  old: CardNode | undefined,
  { resolved, missing }: { readonly resolved: ResolvedNode; readonly missing: UsedPorts },
  ownPx: number,
  selected: boolean,
): CardNode {
  const { record } = resolved
  const isSameData =
    old !== undefined && old.data.resolved === resolved && isSameUse(old.data.missing, missing)
  // While a card is dragged the pointer says where it is.
  const position = old?.dragging === true ? old.position : record.position
  if (isSameData && old.selected === selected && isSamePoint(old.position, position)) return old
  const data: CardData = isSameData ? old.data : { resolved, missing }
  const rows = cardRows(resolved, missing)
  const height = cardHeight(rows.length, ownPx)
  return {
    ...old,
    id: record.id,
    type: 'card',
    position: isSamePoint(old?.position, position) && old !== undefined ? old.position : { ...position },
    selected,
    data,
    width: cardWidth,
    height,
    // Cards outside the view are never drawn, so never measured; zoom to fit needs them all.
    measured: { width: cardWidth, height },
    domAttributes: unnamed,
    ...(isSameData && old.handles !== undefined ? {} : { handles: handlesOf(resolved, missing) }),
  }
}

function handlesOf(resolved: ResolvedNode, missing: UsedPorts): NodeHandle[] {
  const half = handleSize / 2
  return cardRows(resolved, missing).flatMap(({ input, output }, row) => {
    const place = { y: rowCentre(row) - half, width: handleSize, height: handleSize }
    return [
      ...(input === undefined
        ? []
        : [{ ...place, id: input.name, type: 'target' as const, position: Position.Left, x: -half }]),
      ...(output === undefined
        ? []
        : [
            {
              ...place,
              id: output.name,
              type: 'source' as const,
              position: Position.Right,
              x: cardWidth - half,
            },
          ]),
    ]
  })
}

export function syncFlowEdges(
  previous: readonly WireEdge[],
  { nodes, edges, registry, hidden }: FlowSource,
  selected: ReadonlySet<string>,
): WireEdge[] {
  const known = new Map(previous.map((edge) => [edge.id, edge]))
  const resolved = new Map(nodes.map((record) => [record.id, resolveNode(record, registry)]))
  const seen = new Set<string>()
  const next = edges.flatMap((edge) => {
    const source = resolved.get(edge.from.node)
    const target = resolved.get(edge.to.node)
    if (source === undefined || target === undefined) return []
    if (hidden.has(edge.from.node) || hidden.has(edge.to.node)) return []
    const output = source.outputs[edge.from.port]
    const input = target.inputs[edge.to.port]
    const start = `${edge.from.node} ${edge.from.port}`
    const data = {
      type: output?.type ?? input?.type ?? 'any',
      isBroken: isBroken(source, target, edge),
      isFirst: !seen.has(start),
      from: source,
      to: target,
    }
    seen.add(start)
    return [syncFlowEdge(known.get(edge.id), edge, data, selected.has(edge.id))]
  })
  const isSame = next.length === previous.length && next.every((edge, index) => edge === previous[index])
  return isSame ? (previous as WireEdge[]) : next
}

/** Unknown types have unknown ports: their wires are kept, and nothing can be said against them. */
function isBroken(source: ResolvedNode, target: ResolvedNode, edge: EdgeRecord): boolean {
  const lacksOutput = source.definition !== undefined && source.outputs[edge.from.port] === undefined
  const lacksInput = target.definition !== undefined && target.inputs[edge.to.port] === undefined
  return lacksOutput || lacksInput
}

function syncFlowEdge(
  old: WireEdge | undefined,
  { id, from, to }: EdgeRecord,
  data: WireData,
  selected: boolean,
): WireEdge {
  const isSame =
    old !== undefined &&
    old.source === from.node &&
    old.sourceHandle === from.port &&
    old.target === to.node &&
    old.targetHandle === to.port &&
    old.selected === selected &&
    old.data?.type === data.type &&
    old.data.isBroken === data.isBroken &&
    old.data.isFirst === data.isFirst &&
    isCalledAlike(old.data.from, data.from, 'outputs', from.port) &&
    isCalledAlike(old.data.to, data.to, 'inputs', to.port)
  if (isSame) return old
  return {
    id,
    type: 'wire',
    source: from.node,
    sourceHandle: from.port,
    target: to.node,
    targetHandle: to.port,
    selected,
    data,
    domAttributes: unnamed,
  }
}

function isSamePoint(
  a: { x: number; y: number } | undefined,
  b: { x: number; y: number } | undefined,
): boolean {
  return a?.x === b?.x && a?.y === b?.y
}

function isSameUse(a: UsedPorts, b: UsedPorts): boolean {
  const isSameList = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((name, index) => name === y[index])
  return a === b || (isSameList(a.inputs, b.inputs) && isSameList(a.outputs, b.outputs))
}

function isCalledAlike(a: ResolvedNode, b: ResolvedNode, side: 'inputs' | 'outputs', port: string): boolean {
  const isSameNode = a.record.name === b.record.name && a.definition === b.definition
  return a === b || (isSameNode && a[side][port]?.title === b[side][port]?.title)
}
