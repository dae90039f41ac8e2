/** Where groups stand, and the wires that cross the border of a collapsed one. */
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Point } from '../document/commands.ts'
import type { GroupRecord } from '../document/group-commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { resolveNode, wireType } from '../document/resolve-node.ts'
import { cardHeight, cardWidth, collectUsedPorts, rowCentre, rowsInUse } from './card-layout.ts'
import type { NodeCards } from '../session/node-cards.ts'

export interface GroupSource {
  readonly nodes: readonly NodeRecord[]
  readonly edges: readonly EdgeRecord[]
  readonly groups: readonly GroupRecord[]
  readonly registry: NodeRegistry
  readonly cards: NodeCards
  /** Where nodes stand while they are dragged; those of a collapsed group where its card stands. */
  readonly places?: ReadonlyMap<string, Point>
}

export interface GroupBox extends Point {
  readonly group: GroupRecord
  readonly width: number
  readonly height: number
}

const paddingPx = 20
/** Room for the title over the cards. */
export const groupHeadPx = 36
export const collapsedSize = { width: cardWidth, height: 68 } as const

/** The frame around the cards of each group; a collapsed one is a card at its upper left corner. */
export function placeGroups({
  nodes,
  edges,
  groups,
  registry,
  cards,
  places = noPlaces,
}: GroupSource): readonly GroupBox[] {
  if (groups.length === 0) return []
  const used = collectUsedPorts(edges)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return groups.flatMap((group) => {
    const members = group.nodes.flatMap((id) => byId.get(id) ?? [])
    if (members.length === 0) return []
    if (group.collapsed) {
      const moved = members.find(({ id }) => places.has(id))
      const corner = (moved && places.get(moved.id)) ?? cornerOf(members.map(({ position }) => position))
      return [{ group, ...corner, ...collapsedSize }]
    }
    const points = members.map(({ id, position }) => places.get(id) ?? position)
    const { x: left, y: top } = cornerOf(points)
    const bottoms = members.map((record, index) => {
      const rows = rowsInUse(resolveNode(record, registry), used)
      return (points[index]?.y ?? top) + cardHeight(rows.length, cards.get(record.type)?.heightPx)
    })
    const right = Math.max(...points.map(({ x }) => x)) + cardWidth
    return [
      {
        group,
        x: left - paddingPx,
        y: top - paddingPx - groupHeadPx,
        width: right - left + 2 * paddingPx,
        height: Math.max(...bottoms) - top + 2 * paddingPx + groupHeadPx,
      },
    ]
  })
}

const noPlaces: ReadonlyMap<string, Point> = new Map()

function cornerOf(points: readonly Point[]): Point {
  return { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) }
}

/** Where the card of its collapsed group stands, for each node that one hides. */
export function placesOfHidden(
  nodes: readonly NodeRecord[],
  groups: readonly GroupRecord[],
): ReadonlyMap<string, Point> {
  const collapsed = groups.filter((group) => group.collapsed)
  if (collapsed.length === 0) return noPlaces
  const byId = new Map(nodes.map(({ id, position }) => [id, position]))
  return new Map(
    collapsed.flatMap((group) => {
      const members = group.nodes.filter((id) => byId.has(id))
      const corner = cornerOf(members.flatMap((id) => byId.get(id) ?? []))
      return members.map((id) => [id, corner] as const)
    }),
  )
}

/** The nodes that collapsed groups hide. */
export function hiddenNodes(groups: readonly GroupRecord[]): ReadonlySet<string> {
  return new Set(groups.flatMap(({ collapsed, nodes }) => (collapsed ? nodes : [])))
}

export interface CrossingWire {
  readonly id: string
  readonly type: PortType
  readonly from: Point
  readonly to: Point
}

/** Wires with an end in a collapsed group, drawn to its side; those within one are not seen. */
export function crossingWires(source: GroupSource, boxes: readonly GroupBox[]): readonly CrossingWire[] {
  const collapsed = boxes.filter(({ group }) => group.collapsed)
  if (collapsed.length === 0) return []
  const boxOf = new Map(collapsed.flatMap((box) => box.group.nodes.map((id) => [id, box] as const)))
  const used = collectUsedPorts(source.edges)
  const byId = new Map(source.nodes.map((node) => [node.id, node]))
  const portAt = ({ record }: ResolvedNode, port: string, side: 'input' | 'output'): Point => {
    const box = boxOf.get(record.id)
    if (box !== undefined) {
      return { x: side === 'input' ? box.x : box.x + box.width, y: box.y + box.height / 2 }
    }
    const rows = rowsInUse(resolveNode(record, source.registry), used)
    const row = rows.findIndex((one) => one[side]?.name === port)
    const { x, y } = record.position
    return { x: side === 'input' ? x : x + cardWidth, y: y + rowCentre(Math.max(0, row)) }
  }
  const find = (node: string) => {
    const record = byId.get(node)
    return record && resolveNode(record, source.registry)
  }
  return source.edges.flatMap(({ id, from, to }) => {
    const [start, end] = [boxOf.get(from.node), boxOf.get(to.node)]
    if (start === end) return []
    const [a, b] = [find(from.node), find(to.node)]
    if (a === undefined || b === undefined) return []
    const ends = { from: portAt(a, from.port, 'output'), to: portAt(b, to.port, 'input') }
    return [{ id, type: wireType(a, b, { from, to }), ...ends }]
  })
}
