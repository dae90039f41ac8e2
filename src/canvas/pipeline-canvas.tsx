/** The drawing of a pipeline: cards, wires, and the gestures that change them. */
import { Background, BackgroundVariant, ReactFlow, useStore } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { Workflow } from 'lucide-react'
import type { DragEvent } from 'react'
import { useCallback, useId, useRef, useState } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import type { OpenPanels } from '../session/session-store.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { useIsFirstFrameDrawn } from '../ui/first-frame.tsx'
import { Late } from '../ui/late.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { whole } from '../commands/canvas-view.ts'
import { isTyping } from '../commands/is-typing.ts'
import { useKeyNames } from '../commands/use-key-names.ts'
import { ConnectionHint, ConnectionLine } from './connection-line.tsx'
import { GuideLines } from './guide-lines.tsx'
import { GroupFrames } from './group-frames.tsx'
import { NoteCards } from './note-cards.tsx'
import { NodeCard } from './node-card.tsx'
import type { Drawing } from './opening-view.ts'
import { openingPart, openingView, roomForDrawing } from './opening-view.ts'
import { dragType } from '../drawing/drag-type.ts'
import styles from './pipeline-canvas.module.css'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useDropNode } from '../drawing/use-drop-node.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { useCanvasMenus } from './use-canvas-menus.ts'
import { useFlow } from './use-flow.ts'
import { useKnownSizes } from './use-known-sizes.ts'
import { farZoom, largePrintZoom, useView } from './use-view.ts'
import { useLongPress } from './use-long-press.ts'
import { useSnapping } from './use-snapping.ts'
import { useWiring } from './use-wiring.ts'
import { WireEdge } from './wire-edge.tsx'

const CanvasTools = lazyComponent(async () => (await import('./canvas-tools.tsx')).CanvasTools, {
  isNeededSoon: true,
})

const nodeTypes = { card: NodeCard }
const edgeTypes = { wire: WireEdge }
const multiSelectionKeys = ['Meta', 'Control', 'Shift']

/** What never changes. The keyboard is ours, and what is out of view is not drawn. */
const settings = {
  nodeTypes,
  edgeTypes,
  connectionLineComponent: ConnectionLine,
  connectionRadius: 24,
  fitViewOptions: whole,
  minZoom: 0.08,
  maxZoom: 2,
  panOnScroll: true,
  zoomOnDoubleClick: false,
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  multiSelectionKeyCode: multiSelectionKeys,
  onlyRenderVisibleElements: true,
}

export interface PipelineCanvasProps {
  /** What tells it from another canvas on the page. */
  readonly label?: string
  /** Somebody else says what part of the drawing is seen: it does not fit itself into its place. */
  readonly isViewGiven?: boolean
}

export function PipelineCanvas({ label, isViewGiven = false }: PipelineCanvasProps) {
  const say = useMessages()
  const actions = useEditorActions()
  const { guides, onPointerMove, ...snapping } = useSnapping()
  const { document: documents, session } = useEditor()
  const [opening] = useState(() =>
    openDrawing(documents.getState().document, isViewGiven, session.getState()),
  )
  const flow = useFlow(actions, snapping, opening.part)
  const keys = useCanvasKeys()
  const helpId = useId()
  const root = useRef<HTMLDivElement>(null)
  const isReadOnly = useDocument((state) => state.isReadOnly)
  useKnownSizes()
  const isDrawn = useIsFirstFrameDrawn()
  const isFar = useStore((state) => state.transform[2] < farZoom)
  const isLargePrint = useStore((state) => state.transform[2] < largePrintZoom)
  const { wiring, gestures } = useWiring()
  const menus = useCanvasMenus(actions)
  const longPress = useLongPress()
  const focusCanvas = useCallback(() => root.current?.focus({ preventScroll: true }), [])
  const onDrop = useDropFromPalette(focusCanvas)
  useView(root, isViewGiven, opening.isFitted)

  return (
    <div
      ref={root}
      className={styles['canvas']}
      tabIndex={-1}
      role="region"
      data-part="canvas"
      aria-label={label ?? say('canvas.label')}
      aria-describedby={helpId}
      data-zoomed-out={isFar}
      data-large-print={isLargePrint}
      data-wiring={wiring?.side}
      data-fits={wiring?.fits}
      {...longPress}
      onMouseDown={(event) => {
        // With Shift a browser selects text from where one typed last to here.
        if (!event.shiftKey || isTyping(event.target)) return
        event.preventDefault()
        focusCanvas()
      }}
      onPointerMoveCapture={(event) => {
        onPointerMove(event)
        longPress.onPointerMoveCapture(event)
      }}
      {...keys}
    >
      <KeyboardHelp id={helpId} />
      <ReactFlow
        {...settings}
        {...flow}
        {...menus}
        {...gestures}
        onPaneClick={focusCanvas}
        onDragOver={allowDrop}
        onDrop={onDrop}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        edgesReconnectable={!isReadOnly && isDrawn}
        {...opening.view}
      >
        {isFar ? null : <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />}
        <ConnectionHint />
        <GroupFrames cards={flow.nodes} begin={snapping.begin} onDrop={flow.onNodeDragStop} />
        <NoteCards />
        <GuideLines guides={guides} />
        <ErrorBoundary isSmall>
          <Late>
            <CanvasTools />
          </Late>
        </ErrorBoundary>
      </ReactFlow>
      {flow.nodes.length > 0 ? null : <EmptyCanvas isReadOnly={isReadOnly} />}
    </div>
  )
}

function KeyboardHelp({ id }: { id: string }) {
  return (
    <p id={id} hidden>
      <Late>
        <KeyboardHelpText />
      </Late>
    </p>
  )
}

function KeyboardHelpText() {
  return useMessages()('canvas.keyboardHelp', useKeyNames())
}

function EmptyCanvas({ isReadOnly }: { isReadOnly: boolean }) {
  const say = useMessages()
  const keyNames = useKeyNames()
  return (
    <div className={styles['empty']}>
      <EmptyState icon={Workflow} title={say('canvas.emptyTitle')}>
        {isReadOnly ? say('canvas.emptyReadOnly') : say('canvas.emptyText', keyNames)}
      </EmptyState>
    </div>
  )
}

/** On an empty canvas the first node stays where it was dropped. Where there is no page there is no window to fit into. */
function openDrawing(document: PipelineDocument, isViewGiven: boolean, panels: OpenPanels) {
  const { nodes, groups, notes } = document
  const part = (whole: Drawing) => whole
  if (isViewGiven) return { view: {}, part, isFitted: false }
  const size = 'innerWidth' in globalThis ? { width: innerWidth, height: innerHeight } : null
  const positions = nodes.map(({ position }) => position)
  const view = size === null ? null : openingView(positions, roomForDrawing(size, panels))
  if (size !== null && view !== null)
    return {
      view: { defaultViewport: view },
      part: (whole: Drawing) => openingPart(whole, view, size),
      isFitted: false,
    }
  // React Flow fits cards alone, and in its own time.
  const isFitted = groups.length + notes.length > 0
  return { view: { fitView: nodes.length > 0 && !isFitted }, part, isFitted }
}

function allowDrop(event: DragEvent): void {
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
}

function useDropFromPalette(focusCanvas: () => void) {
  const { nodes } = useEditor()
  const drop = useDropNode()
  return useCallback(
    (event: DragEvent) => {
      const definition = nodes.get(event.dataTransfer.getData(dragType))
      if (definition === undefined) return
      event.preventDefault()
      drop(definition, { x: event.clientX, y: event.clientY })
      focusCanvas()
    },
    [nodes, drop, focusCanvas],
  )
}
