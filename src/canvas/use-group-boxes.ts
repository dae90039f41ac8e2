/** Where the groups of the drawing stand, also while their cards are dragged. */
import { useMemo } from 'react'
import type { GroupBox } from '../drawing/group-geometry.ts'
import { placeGroups } from '../drawing/group-geometry.ts'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import type { CardNode } from './flow-nodes.ts'

const none: readonly GroupBox[] = []

export function useGroupBoxes(drawn: readonly CardNode[]): readonly GroupBox[] {
  const { nodes: registry, cards } = useEditor()
  const nodes = useDocument(({ document }) => document.nodes)
  const edges = useDocument(({ document }) => document.edges)
  const groups = useDocument(({ document }) => document.groups)
  return useMemo(() => {
    if (groups.length === 0) return none
    const moved = drawn.filter(({ dragging }) => dragging === true)
    const places = new Map(moved.map(({ id, position }) => [id, position]))
    return placeGroups({ nodes, edges, groups, registry, cards, places })
  }, [drawn, nodes, edges, groups, registry, cards])
}
