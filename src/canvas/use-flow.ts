/**
 * Keeps React Flow's nodes and edges in step with the document and the selection, and turns what is done on the
 * canvas into actions. React Flow's own state holds only what lasts as long as a gesture.
 */
import type { Connection, EdgeChange, NodeChange } from '@xyflow/react'
import { applyNodeChanges } from '@xyflow/react'
import type { MouseEvent } from 'react'
import { useCallback, useState } from 'react'
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { Point, PortEnd } from '../document/commands.ts'
import { moveNodes } from '../document/commands.ts'
import type { GroupRecord } from '../document/group-commands.ts'
import { checkConnection } from '../document/resolve-node.ts'
import { useDocument, useEditor, useSession } from '../session/editor-context.tsx'
import { useIsFirstFrameDrawn } from '../ui/first-frame.tsx'
import type { Editor } from '../session/editor-context.tsx'
import type { Selection } from '../session/session-store.ts'
import type { DragSnapping } from './use-snapping.ts'
import { placesOfHidden } from '../drawing/group-geometry.ts'
import type { CardNode, WireEdge } from './flow-nodes.ts'
import { syncFlowEdges, syncFlowNodes } from './flow-nodes.ts'
import type { Drawing } from './opening-view.ts'
import { useBoxSelect } from './use-box-select.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'

interface Seen {
  readonly isWhole: boolean
  readonly nodes: readonly NodeRecord[]
  readonly edges: readonly EdgeRecord[]
  readonly groups: readonly GroupRecord[]
  readonly selection: Selection
  readonly flowNodes: CardNode[]
  readonly flowEdges: WireEdge[]
}

export function endsOf({ source, sourceHandle, target, targetHandle }: Connection): [PortEnd, PortEnd] {
  return [
    { node: source, port: sourceHandle ?? '' },
    { node: target, port: targetHandle ?? '' },
  ]
}

/** @param part of a large drawing, what its first frame shows */
export function useFlow(
  actions: EditorActions,
  { begin, adjust, end }: DragSnapping,
  part: (whole: Drawing) => Drawing,
) {
  const editor = useEditor()
  const { nodes: registry, cards } = editor
  const isWhole = useIsFirstFrameDrawn()
  const nodes = useDocument(({ document }) => document.nodes)
  const edges = useDocument(({ document }) => document.edges)
  const groups = useDocument(({ document }) => document.groups)
  const selection = useSession((state) => state.selection)
  const see = (old: Pick<Seen, 'flowNodes' | 'flowEdges'>): Seen => {
    const drawing = isWhole ? { nodes, edges } : part({ nodes, edges })
    const source = { ...drawing, registry, cards, hidden: placesOfHidden(nodes, groups) }
    return {
      isWhole,
      nodes,
      edges,
      groups,
      selection,
      flowNodes: syncFlowNodes(old.flowNodes, source, selection.nodes),
      flowEdges: syncFlowEdges(old.flowEdges, source, selection.edges),
    }
  }
  const [seen, setSeen] = useState(() => see({ flowNodes: [], flowEdges: [] }))
  let current = seen
  if (
    seen.isWhole !== isWhole ||
    seen.nodes !== nodes ||
    seen.edges !== edges ||
    seen.groups !== groups ||
    seen.selection !== selection
  ) {
    current = see(seen)
    setSeen(current)
  }

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      applySelection(editor, changes, 'nodes')
      // Adding, removing and selecting go through the stores; what is left lasts only as long as the gesture.
      const passing = adjust(changes.filter(({ type }) => type === 'position' || type === 'dimensions'))
      if (passing.length > 0)
        setSeen((old) => ({ ...old, flowNodes: applyNodeChanges(passing, old.flowNodes) }))
    },
    [editor, adjust],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireEdge>[]) => applySelection(editor, changes, 'edges'),
    [editor],
  )
  const onNodeClick = useCallback(
    ({ shiftKey, ctrlKey, metaKey }: MouseEvent, { id }: CardNode) => {
      const { selection, select } = editor.session.getState()
      // React Flow leaves what is selected together as it is, so that it can be dragged together.
      const isOfSeveral = selection.nodes.size + selection.edges.size > 1 && selection.nodes.has(id)
      if (isOfSeveral && !shiftKey && !ctrlKey && !metaKey) select([id])
    },
    [editor],
  )
  const onNodeDragStart = useCallback(
    (_event: unknown, _node: CardNode, moved: CardNode[]) => begin(moved),
    [begin],
  )
  const onNodeDragStop = useCallback(() => {
    const { document, apply } = editor.document.getState()
    apply(moveNodes(movedPlaces(document, end())))
  }, [editor, end])
  const boxSelect = useBoxSelect()
  const gestures = useConnectGestures(editor, actions)
  return {
    nodes: current.flowNodes,
    edges: current.flowEdges,
    onNodesChange,
    onEdgesChange,
    onNodeClick,
    onNodeDragStart,
    onNodeDragStop,
    ...boxSelect,
    ...gestures,
  }
}

/** Whole units, so that documents hold no fractions. A collapsed group of which a part was dragged goes as a whole. */
function movedPlaces({ nodes, groups }: PipelineDocument, shifts: ReadonlyMap<string, Point>) {
  const along = new Map(shifts)
  for (const group of groups) {
    const [shift] = group.collapsed ? group.nodes.flatMap((id) => shifts.get(id) ?? []) : []
    if (shift !== undefined) for (const id of group.nodes) along.set(id, shift)
  }
  return new Map(
    nodes.flatMap(({ id, position }) => {
      const shift = along.get(id)
      if (shift === undefined) return []
      return [[id, { x: Math.round(position.x + shift.x), y: Math.round(position.y + shift.y) }] as const]
    }),
  )
}

function useConnectGestures(editor: Editor, actions: EditorActions) {
  const onConnect = useCallback(
    (connection: Connection) => void actions.connect(...endsOf(connection)),
    [actions],
  )
  const onReconnect = useCallback(
    (edge: WireEdge, connection: Connection) => actions.reconnect(edge.id, ...endsOf(connection)),
    [actions],
  )
  const isValidConnection = useCallback(
    (connection: Connection | WireEdge) => {
      const [from, to] = endsOf({
        source: connection.source,
        target: connection.target,
        sourceHandle: connection.sourceHandle ?? null,
        targetHandle: connection.targetHandle ?? null,
      })
      return checkConnection(editor.document.getState().document, editor.nodes, from, to).isAllowed
    },
    [editor],
  )
  return { onConnect, onReconnect, isValidConnection }
}

function applySelection(
  { session }: Editor,
  changes: readonly (NodeChange<CardNode> | EdgeChange<WireEdge>)[],
  kind: 'nodes' | 'edges',
): void {
  const { selection, select } = session.getState()
  const next = new Set(selection[kind])
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) next.add(change.id)
    else next.delete(change.id)
  }
  if (kind === 'nodes') select(next, selection.edges)
  else select(selection.nodes, next)
}
