/** From the document to what React Flow draws. Objects that mean the same stay the same, so that only what changed is drawn. */
import type { Edge, Node, NodeHandle } from '@xyflow/react'
import { Position } from '@xyflow/react'
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Point } from '../document/commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { resolveNode, wireType } from '../document/resolve-node.ts'
import type { NodeCards } from '../session/node-cards.ts'
import { handleReach } from '../drawing/wire-path.ts'
import { collapsedSize } from '../drawing/group-geometry.ts'
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
  /** Those in collapsed groups, with where the card of the group stands; one place a group. */
  readonly hidden: ReadonlyMap<string, Point>
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
  const next = nodes.map((record) => {
    const resolved = resolveNode(record, registry)
    const missing = missingPorts(resolved, used.get(record.id) ?? noPorts)
    return syncFlowNode(
      known.get(record.id),
      { resolved, missing },
      {
        instead: hidden.get(record.id),
        ownPx: cards.get(record.type)?.heightPx ?? 0,
        selected: selected.has(record.id),
      },
    )
  })
  const isSame = next.length === previous.length && next.every((node, index) => node === previous[index])
  return isSame ? (previous as CardNode[]) : next
}

interface Look {
  /** Where the card of its group stands, when that hides it: it is moved and selected with that. */
  readonly instead: Point | undefined
  readonly ownPx: number
  readonly selected: boolean
}

function syncFlowNode(
  old: CardNode | undefined,
  { resolved, missing }: CardData,
  { instead, ownPx, selected }: Look,
): CardNode {
  const { record } = resolved
  const hidden = instead !== undefined
  const isSameData =
    old !== undefined && old.data.resolved === resolved && isSameUse(old.data.missing, missing)
  // While a card is dragged the pointer says where it is.
  const position = old?.dragging === true ? old.position : (instead ?? record.position)
  const isSameForm = isSameData && old.hidden === hidden
  if (isSameForm && old.selected === selected && isSamePoint(old.position, position)) return old
  const data: CardData = isSameData ? old.data : { resolved, missing }
  const size = hidden
    ? collapsedSize
    : { width: cardWidth, height: cardHeight(cardRows(resolved, missing).length, ownPx) }
  return {
    ...old,
    id: record.id,
    type: 'card',
    position: isSamePoint(old?.position, position) && old !== undefined ? old.position : { ...position },
    selected,
    data,
    hidden,
    ...size,
    // Cards outside the view are never drawn, so never measured; zoom to fit needs them all.
    measured: size,
    domAttributes: unnamed,
    ...(isSameForm && old.handles !== undefined ? {} : { handles: handlesOf(resolved, missing, hidden) }),
  }
}

/** @param isHidden wires lead to the sides of its group's card, where no ports are drawn */
function handlesOf(resolved: ResolvedNode, missing: UsedPorts, isHidden: boolean): NodeHandle[] {
  const half = handleSize / 2
  const reach = isHidden ? handleReach : half
  return cardRows(resolved, missing).flatMap(({ input, output }, row) => {
    const y = (isHidden ? collapsedSize.height / 2 : rowCentre(row)) - half
    const place = { y, width: handleSize, height: handleSize }
    return [
      ...(input === undefined
        ? []
        : [{ ...place, id: input.name, type: 'target' as const, position: Position.Left, x: -reach }]),
      ...(output === undefined
        ? []
        : [
            {
              ...place,
              id: output.name,
              type: 'source' as const,
              position: Position.Right,
              x: cardWidth + reach - handleSize,
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
    const [from, to] = [hidden.get(edge.from.node), hidden.get(edge.to.node)]
    const start = `${edge.from.node} ${edge.from.port}`
    const data = {
      type: wireType(source, target, edge),
      isBroken: isBroken(source, target, edge),
      // At the side of a collapsed group what is said of its ports would lie one over the other.
      isFirst: from === undefined && !seen.has(start),
      from: source,
      to: target,
    }
    const isWithin = from !== undefined && from === to
    seen.add(start)
    return [
      syncFlowEdge(known.get(edge.id), edge, data, { selected: selected.has(edge.id), hidden: isWithin }),
    ]
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
  { selected, hidden }: { readonly selected: boolean; readonly hidden: boolean },
): WireEdge {
  const isSame =
    old !== undefined &&
    old.source === from.node &&
    old.sourceHandle === from.port &&
    old.target === to.node &&
    old.targetHandle === to.port &&
    old.selected === selected &&
    old.hidden === hidden &&
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
    hidden,
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
