/** Where groups stand, and the wires that cross the border of a collapsed one. */
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Point } from '../document/commands.ts'
import type { GroupRecord } from '../document/group-commands.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { cardHeight, cardWidth, collectUsedPorts, rowCentre, rowsInUse } from './card-layout.ts'
import type { NodeCards } from '../session/node-cards.ts'

export interface GroupSource {
  readonly nodes: readonly NodeRecord[]
  readonly edges: readonly EdgeRecord[]
  readonly groups: readonly GroupRecord[]
  readonly registry: NodeRegistry
  readonly cards: NodeCards
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
export function placeGroups({ nodes, edges, groups, registry, cards }: GroupSource): readonly GroupBox[] {
  if (groups.length === 0) return []
  const used = collectUsedPorts(edges)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return groups.flatMap((group) => {
    const members = group.nodes.flatMap((id) => byId.get(id) ?? [])
    if (members.length === 0) return []
    const left = Math.min(...members.map(({ position }) => position.x))
    const top = Math.min(...members.map(({ position }) => position.y))
    if (group.collapsed) return [{ group, x: left, y: top, ...collapsedSize }]
    const bottoms = members.map((record) => {
      const rows = rowsInUse(resolveNode(record, registry), used)
      return record.position.y + cardHeight(rows.length, cards.get(record.type)?.heightPx)
    })
    const right = Math.max(...members.map(({ position }) => position.x)) + cardWidth
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

/** The nodes that collapsed groups hide. */
export function hiddenNodes(groups: readonly GroupRecord[]): ReadonlySet<string> {
  return new Set(groups.flatMap(({ collapsed, nodes }) => (collapsed ? nodes : [])))
}

export interface CrossingWire {
  readonly id: string
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
  const portAt = (node: string, port: string, side: 'input' | 'output'): Point | undefined => {
    const box = boxOf.get(node)
    if (box !== undefined) {
      return { x: side === 'input' ? box.x : box.x + box.width, y: box.y + box.height / 2 }
    }
    const record = byId.get(node)
    if (record === undefined) return undefined
    const rows = rowsInUse(resolveNode(record, source.registry), used)
    const row = rows.findIndex((one) => one[side]?.name === port)
    const { x, y } = record.position
    return { x: side === 'input' ? x : x + cardWidth, y: y + rowCentre(Math.max(0, row)) }
  }
  return source.edges.flatMap(({ id, from, to }) => {
    const [start, end] = [boxOf.get(from.node), boxOf.get(to.node)]
    if (start === end) return []
    const [a, b] = [portAt(from.node, from.port, 'output'), portAt(to.node, to.port, 'input')]
    return a === undefined || b === undefined ? [] : [{ id, from: a, to: b }]
  })
}
