/** The places of an editor: head, palette at the left, canvas, inspector at the right, drawer below. */
import type { ReactNode } from 'react'
import { ConnectDialog } from '../canvas/connect-dialog.tsx'
import { PipelineCanvas } from '../canvas/pipeline-canvas.tsx'
import { InspectorPanel } from '../inspector/inspector-panel.tsx'
import { PalettePanel } from '../palette/palette-panel.tsx'
import { useEditor, useSession } from '../session/editor-context.tsx'
import { RunDrawer } from '../trace/run-drawer.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import styles from './editor-frame.module.css'
import { EditorHead } from './editor-head.tsx'

export interface EditorFrameProps {
  readonly headStart?: ReactNode
  readonly headEnd?: ReactNode
  readonly notice?: ReactNode
}

export function EditorFrame({ headStart, headEnd, notice }: EditorFrameProps) {
  const isFocusMode = useSession((state) => state.isFocusMode)
  const hasPalette = useSession((state) => state.isPaletteOpen) && !isFocusMode
  const hasInspector = useSession((state) => state.isInspectorOpen) && !isFocusMode
  const { runner } = useEditor()
  const hasDrawer = useSession((state) => state.isDrawerOpen) && !isFocusMode && runner !== null
  return (
    <div className={styles['frame']}>
      <EditorHead start={headStart} end={headEnd} />
      {notice}
      <div className={styles['columns']}>
        {hasPalette ? (
          <ErrorBoundary>
            <PalettePanel />
          </ErrorBoundary>
        ) : null}
        <div className={styles['middle']}>
          <ErrorBoundary>
            <PipelineCanvas />
          </ErrorBoundary>
          {hasDrawer ? (
            <ErrorBoundary>
              <RunDrawer />
            </ErrorBoundary>
          ) : null}
        </div>
        {hasInspector ? (
          <ErrorBoundary>
            <InspectorPanel />
          </ErrorBoundary>
        ) : null}
      </div>
      <ConnectDialog />
      <Announcer />
    </div>
  )
}

/** Says what happened to those who do not see it. */
function Announcer() {
  const announcement = useSession((state) => state.announcement)
  return (
    <div className={styles['announcer']} role="status" aria-live="polite">
      {announcement}
    </div>
  )
}
