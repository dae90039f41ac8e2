/** What stands over the editor until it is closed. */
import { Suspense } from 'react'
import { useEditor, useSession } from '../session/editor-context.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'

const ContextMenu = lazyComponent(async () => (await import('../canvas/context-menu.tsx')).ContextMenu, {
  isNeededSoon: true,
})
const EditOutputsDialog = lazyComponent(
  async () => (await import('../trace/edit-outputs-dialog.tsx')).EditOutputsDialog,
)
const AddNodeMenu = lazyComponent(async () => (await import('../palette/add-node-menu.tsx')).AddNodeMenu)
const Finder = lazyComponent(async () => (await import('./finder.tsx')).Finder)
const HistoryDialog = lazyComponent(async () => (await import('./history-dialog.tsx')).HistoryDialog)
const ShortcutsDialog = lazyComponent(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog)

export function Overlays() {
  const overlay = useSession((state) => state.overlay)
  const { session } = useEditor()
  return (
    <ErrorBoundary isSmall of={overlay} onClose={() => session.getState().closeOverlay()}>
      <Suspense>
        <OpenOverlay />
      </Suspense>
    </ErrorBoundary>
  )
}

function OpenOverlay() {
  const { session } = useEditor()
  const overlay = useSession((state) => state.overlay)
  const close = () => session.getState().closeOverlay()
  switch (overlay?.kind) {
    case undefined:
      return null
    case 'finder':
      return <Finder onClose={close} />
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />
    case 'history':
      return <HistoryDialog onClose={close} />
    case 'edit-outputs':
      return <EditOutputsDialog key={overlay.node} node={overlay.node} port={overlay.port} onClose={close} />
    case 'add-node':
      return <AddNodeMenu request={overlay} onClose={close} />
    case 'menu':
      return <ContextMenu {...overlay} onClose={close} />
  }
}
