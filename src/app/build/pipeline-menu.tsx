/** Which pipeline is open, and what can be done with it as a whole. */
import { useQuery } from '@tanstack/react-query'
import {
  ChevronDown,
  Copy,
  Download,
  FolderOpen,
  History,
  LayoutTemplate,
  List,
  Plus,
  Trash2,
  Upload,
} from 'lucide-react'
import type { RefObject } from 'react'
import { useRef, useState } from 'react'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { Autosave } from '../../document/autosave.ts'
import type { EditorHandle } from '../../editor.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import styles from './build-view.module.css'
import type { PipelineManagement } from './use-manage-pipelines.ts'
import { exportDocument } from './use-manage-pipelines.ts'
import { VersionsDialog } from './versions-dialog.tsx'

export interface PipelineMenuProps {
  readonly document: PipelineDocument
  readonly autosave: Autosave
  readonly handle: RefObject<EditorHandle | null>
  /** Made outside the editor, so that its messages outlive the editor it closes. */
  readonly manage: PipelineManagement
}

export function PipelineMenu({ document, autosave, handle, manage }: PipelineMenuProps) {
  const say = useMessages()
  const file = useRef<HTMLInputElement>(null)
  const [hasVersions, setHasVersions] = useState(false)
  const removeNow = async () => {
    // A change on its way must not make the delete stale.
    await autosave.flush().catch(() => undefined)
    await manage.remove(document, autosave.store.getState().counter)
  }
  return (
    <>
      <span data-tour="pipelines">
        <OpenMenu current={document.id} />
      </span>
      <Menu
        label={say('document.actions')}
        items={[
          {
            id: 'new',
            label: say('document.newPipeline'),
            icon: Plus,
            onAction: () => void manage.createEmpty(),
          },
          {
            id: 'duplicate',
            label: say('document.duplicatePipeline'),
            icon: Copy,
            onAction: () => void manage.duplicate(document),
          },
          {
            id: 'import',
            label: say('document.import'),
            icon: Upload,
            onAction: () => file.current?.click(),
          },
          {
            id: 'export',
            label: say('document.export'),
            icon: Download,
            onAction: () => exportDocument(document),
          },
          {
            id: 'versions',
            label: say('document.versions'),
            icon: History,
            onAction: () => setHasVersions(true),
          },
          {
            id: 'delete',
            label: say('document.deletePipeline'),
            icon: Trash2,
            isDangerous: true,
            onAction: () => void removeNow(),
          },
        ]}
      >
        <IconButton label={say('document.actions')} icon={ChevronDown} />
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        className={styles['hiddenInput']}
        aria-label={say('document.import')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          event.target.value = ''
          if (chosen !== undefined) void manage.importFile(chosen)
        }}
      />
      <VersionsDialog
        isOpen={hasVersions}
        onClose={() => setHasVersions(false)}
        pipelineId={document.id}
        autosave={autosave}
        onRestore={(restored) => handle.current?.replace(restored)}
      />
    </>
  )
}

/** As many as a menu can hold; the list of all is one press away. */
const mostRecent = 12

function OpenMenu({ current }: { current: string }) {
  const say = useMessages()
  const server = useServer()
  const { data = [] } = useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
  const recent = data.filter(({ isArchived }) => !isArchived).slice(0, mostRecent)
  return (
    <Menu
      label={say('document.openOther')}
      items={[
        {
          id: '#all',
          label: say('pipelines.all'),
          icon: List,
          onAction: () => navigateTo('pipelines'),
        },
        {
          id: '#templates',
          label: say('pipelines.templates'),
          icon: LayoutTemplate,
          onAction: () => navigateTo('pipelines', 'templates'),
        },
        ...recent.map(({ id, name, nodes }) => ({
          id,
          label: name,
          shortcut: say('document.nodeCount', { n: nodes }),
          section: 'recent',
          isDisabled: id === current,
          onAction: () => navigateTo('build', id),
        })),
      ]}
    >
      <Button variant="quiet" icon={FolderOpen}>
        {say('document.pipelines')}
      </Button>
    </Menu>
  )
}
