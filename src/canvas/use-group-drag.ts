/** Dragging a group by its head moves its cards as dragging one of them does: React Flow's own nodes, until they are let go. */
import { useStoreApi } from '@xyflow/react'
import { useRef } from 'react'
import type { Point } from '../document/commands.ts'
import type { GroupRecord } from '../document/group-commands.ts'
import { useEditor } from '../session/editor-context.tsx'
import type { SessionStore } from '../session/session-store.ts'
import type { CardNode } from './flow-nodes.ts'
import { useDrag } from './use-drag.ts'

export interface CardDrag {
  readonly begin: (moved: readonly CardNode[]) => void
  readonly onDrop: () => void
}

/** Unless it is among what is selected. */
export function selectGroup(session: SessionStore, { nodes }: GroupRecord): void {
  const { selection, select } = session.getState()
  if (!nodes.every((id) => selection.nodes.has(id))) select(nodes)
}

/** Where the group is selected as a whole, all that is selected moves along. */
export function useGroupDrag(group: GroupRecord, { begin, onDrop }: CardDrag) {
  const { session } = useEditor()
  const { getState } = useStoreApi<CardNode>()
  const starts = useRef<readonly CardNode[] | null>(null)
  const start = (): readonly CardNode[] => {
    selectGroup(session, group)
    const chosen = session.getState().selection.nodes
    const moved = getState().nodes.filter(({ id }) => chosen.has(id))
    begin(moved)
    return moved
  }
  const move = ({ x, y }: Point, dragging: boolean) =>
    getState().triggerNodeChanges(
      (starts.current ?? []).map(({ id, position }) => ({
        id,
        type: 'position',
        position: { x: position.x + x, y: position.y + y },
        dragging,
      })),
    )
  return useDrag({
    onDrag: (by) => {
      starts.current ??= start()
      move(by, true)
    },
    onDrop: (by) => {
      if (starts.current === null) return
      move(by ?? { x: 0, y: 0 }, false)
      starts.current = null
      onDrop()
    },
  })
}
