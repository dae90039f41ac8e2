/** One of two versions, drawn to be looked at. Both move in step. */
import {
  getViewportForBounds,
  ReactFlowProvider,
  useNodesInitialized,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import type { Rect, Viewport } from '@xyflow/react'
import { useEffect, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { builtinNodes } from '../../../nodes/index.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { PipelineCanvas } from '../../canvas/pipeline-canvas.tsx'
import type { ChangeMarks } from '../../document/diff-documents.ts'
import { makeEditor } from '../../editor/create-editor.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { EditorContext } from '../../session/editor-context.tsx'
import type { ResourceProvider } from '../../session/resources.ts'
import { createWorkers } from '../build/workers.ts'
import styles from './changes.module.css'

/** What both sides look at. */
export interface SharedView {
  readonly viewport: Viewport | null
  /** A node to bring into view where it stands. */
  readonly node: { readonly id: string; readonly count: number } | null
}

export interface SideCanvasProps {
  readonly label: string
  readonly document: PipelineDocument
  readonly marks: ChangeMarks
  readonly shared: StoreApi<SharedView>
  /** What both versions take up together: both open on it. */
  readonly bounds: Rect
  /** So that only what is missing counts as missing. */
  readonly resources: ResourceProvider
}

const workers = createWorkers()
const features = {
  palette: false,
  inspector: false,
  runs: false,
  minimap: false,
  toolbar: false,
  head: false,
}

/** Reads `document` and `marks` once: give it a key. */
export function SideCanvas({ label, document, marks, shared, bounds, resources }: SideCanvasProps) {
  const say = useMessages()
  const [{ editor, start }] = useState(() =>
    makeEditor({
      document,
      nodes: builtinNodes,
      isReadOnly: true,
      runner: undefined,
      resources,
      workers,
      features,
      loadPlaces: null,
      loadPipeline: null,
      marks,
    }),
  )
  useEffect(start, [start])
  useEffect(
    () =>
      shared.subscribe(({ node }, before) => {
        if (node === null || node === before.node) return
        const stands = document.nodes.some(({ id }) => id === node.id)
        editor.session.getState().select(stands ? [node.id] : [])
        if (stands) editor.session.getState().centre(node.id)
      }),
    [shared, editor, document],
  )
  return (
    <section className={styles['side']} aria-label={label}>
      <h2 className={styles['sideTitle']}>{label}</h2>
      <EditorContext value={editor}>
        <ReactFlowProvider>
          <PipelineCanvas label={say('changes.canvas', { side: label })} isViewGiven />
          <InStep shared={shared} />
          <Opening bounds={bounds} />
        </ReactFlowProvider>
      </EditorContext>
    </section>
  )
}

const isSame = (a: Viewport, b: Viewport) => a.x === b.x && a.y === b.y && a.zoom === b.zoom

/** Tells the other side where this one looks, and follows it. */
function InStep({ shared }: { readonly shared: StoreApi<SharedView> }) {
  const { getViewport, setViewport } = useReactFlow()
  // Scrolling by one step ends before React Flow's own listener is told of it; its state always is.
  const [x, y, zoom] = useStore(({ transform }) => transform)
  useEffect(() => {
    const known = shared.getState().viewport
    const viewport = { x, y, zoom }
    if (known === null || !isSame(known, viewport)) shared.setState({ viewport })
  }, [shared, x, y, zoom])
  useEffect(
    () =>
      shared.subscribe(({ viewport }) => {
        if (viewport !== null && !isSame(viewport, getViewport())) void setViewport(viewport)
      }),
    [shared, getViewport, setViewport],
  )
  return null
}

const margin = 0.1

/** Shows all of both versions, also when there is more or less room. */
function Opening({ bounds }: { readonly bounds: Rect }) {
  const { setViewport } = useReactFlow()
  const isReady = useNodesInitialized()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const minZoom = useStore((state) => state.minZoom)
  useEffect(() => {
    if (!isReady || width === 0 || height === 0) return
    void setViewport(getViewportForBounds(bounds, width, height, minZoom, 1, margin))
  }, [isReady, bounds, width, height, minZoom, setViewport])
  return null
}
