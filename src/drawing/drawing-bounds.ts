/** Where a drawing stands as a whole: its cards, the frames of its groups, and its notes. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { NodeCards } from '../session/node-cards.ts'
import { cardHeight, cardWidth, collectUsedPorts, rowsInUse } from './card-layout.ts'
import { hiddenNodes, placeGroups } from './group-geometry.ts'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** @returns null where nothing is drawn */
export function boundsOfDrawing(
  document: PipelineDocument,
  registry: NodeRegistry,
  cards: NodeCards,
): Bounds | null {
  const hidden = hiddenNodes(document.groups)
  const used = collectUsedPorts(document.edges)
  const boxes: Bounds[] = [
    ...document.nodes
      .filter(({ id }) => !hidden.has(id))
      .map((record) => {
        const rows = rowsInUse(resolveNode(record, registry), used)
        const height = cardHeight(rows.length, cards.get(record.type)?.heightPx)
        return { ...record.position, width: cardWidth, height }
      }),
    ...placeGroups({ ...document, registry, cards }),
    ...document.notes.map(({ position, size }) => ({ ...position, ...size })),
  ]
  return boundsAround(boxes)
}

/** @returns null around nothing */
export function boundsAround(boxes: readonly Bounds[]): Bounds | null {
  if (boxes.length === 0) return null
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y))
  const right = Math.max(...boxes.map(({ x, width }) => x + width))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}
