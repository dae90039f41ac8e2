/** The places of an editor: head, palette at the left, canvas, inspector at the right, drawer below. */
import type { ReactNode } from 'react'
import { Suspense, useRef } from 'react'
import { PipelineCanvas } from '../canvas/pipeline-canvas.tsx'
import { useMessages } from '../messages/messages-context.tsx'
import { PalettePanel } from '../palette/palette-panel.tsx'
import { useEditor, useLevel, useSession } from '../session/editor-context.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { FirstFrame } from '../ui/first-frame.tsx'
import { Late } from '../ui/late.tsx'
import { Panel } from '../ui/panel.tsx'
import styles from './editor-frame.module.css'
import { EditorHead } from './editor-head.tsx'
import { LocalRunNote } from './local-run-note.tsx'
import { Overlays } from './overlays.tsx'
import { useMigratedNotice } from './use-migrated-notice.ts'
import { frameAttribute, useEditorKeys } from './use-editor-keys.ts'
import { useProgressNews } from './use-progress-news.ts'

const ConnectDialog = lazyComponent(async () => (await import('../canvas/connect-dialog.tsx')).ConnectDialog)
const Inspector = lazyComponent(async () => (await import('../inspector/inspector-panel.tsx')).InspectorPanel)
const OutlinePanel = lazyComponent(async () => (await import('../outline/outline-panel.tsx')).OutlinePanel)
const Trail = lazyComponent(async () => (await import('./trail.tsx')).Trail)
const RunDrawer = lazyComponent(async () => (await import('../trace/run-drawer.tsx')).RunDrawer)

export interface EditorFrameProps {
  readonly headStart?: ReactNode
  readonly headEnd?: ReactNode
  readonly notice?: ReactNode
}

export function EditorFrame(props: EditorFrameProps) {
  return (
    <FirstFrame>
      <Places {...props} />
    </FirstFrame>
  )
}

function Places({ headStart, headEnd, notice }: EditorFrameProps) {
  const isFocusMode = useSession((state) => state.isFocusMode)
  const isOutline = useSession((state) => state.isOutline)
  const isInside = useLevel(({ path }) => path.length > 0)
  const say = useMessages()
  const { features, runner, session } = useEditor()
  const hasPalette = useSession((state) => state.isPaletteOpen) && !isFocusMode && features.palette
  const hasInspector = useSession((state) => state.isInspectorOpen) && !isFocusMode && features.inspector
  const hasDrawer = useSession((state) => state.isDrawerOpen) && !isFocusMode && runner !== null
  const isConnecting = useSession(({ picked }) => picked !== null)
  const frame = useRef<HTMLDivElement>(null)
  useEditorKeys(frame)
  useMigratedNotice()
  return (
    <div ref={frame} className={styles['frame']} {...{ [frameAttribute]: '' }}>
      {features.head ? <EditorHead start={asHostContent(headStart)} end={asHostContent(headEnd)} /> : null}
      {asHostContent(notice)}
      {isInside ? (
        <ErrorBoundary isSmall name={say('canvas.trail')}>
          <Late>
            <Trail />
          </Late>
        </ErrorBoundary>
      ) : null}
      <div className={styles['columns']}>
        {hasPalette ? (
          <ErrorBoundary of={isOutline} name={say(isOutline ? 'outline.title' : 'document.palette')}>
            {isOutline ? (
              <Suspense>
                <OutlinePanel />
              </Suspense>
            ) : (
              <PalettePanel />
            )}
          </ErrorBoundary>
        ) : null}
        <div className={styles['middle']}>
          <ErrorBoundary name={say('canvas.label')}>
            <PipelineCanvas />
          </ErrorBoundary>
          <LocalRunNote />
          {hasDrawer ? (
            <Panel side="bottom" name="drawer" label={say('document.drawer')} initialSize={320} minSize={200}>
              <Late>
                <RunDrawer />
              </Late>
            </Panel>
          ) : null}
        </div>
        {hasInspector ? <InspectorPlace /> : null}
      </div>
      {isConnecting ? (
        <ErrorBoundary isSmall onClose={() => session.getState().pick(null)}>
          <Late>
            <ConnectDialog />
          </Late>
        </ErrorBoundary>
      ) : null}
      <Overlays />
      <Announcer />
    </div>
  )
}

function InspectorPlace() {
  const say = useMessages()
  const selection = useSession((state) => state.selection)
  return (
    <Panel
      side="right"
      name="inspector"
      label={say('document.inspector')}
      initialSize={320}
      narrowSize={288}
      minSize={260}
      of={selection}
    >
      <Late>
        <Inspector />
      </Late>
    </Panel>
  )
}

/** What a host puts in keeps the host's styles. */
function asHostContent(content: ReactNode): ReactNode {
  return content === undefined || content === null ? null : (
    <div data-host-content className={styles['hostContent']}>
      <ErrorBoundary isSmall>{content}</ErrorBoundary>
    </div>
  )
}

/** Says what happened to those who do not see it. */
function Announcer() {
  const announcement = useSession((state) => state.announcement)
  useProgressNews()
  return (
    <div className={styles['announcer']} role="status" aria-live="polite">
      {announcement}
    </div>
  )
}
