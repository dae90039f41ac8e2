/** Which pipeline is open, and what can be done with it as a whole. */
import { useQuery } from '@tanstack/react-query'
import {
  ChevronDown,
  Copy,
  Download,
  FolderOpen,
  GitCompare,
  History,
  Image,
  LayoutTemplate,
  Link2,
  List,
  Plus,
  Trash2,
  Upload,
} from 'lucide-react'
import type { Ref, RefObject } from 'react'
import { useImperativeHandle, useRef, useState } from 'react'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Autosave } from '../../document/autosave.ts'
import type { EditorHandle } from '../../editor.ts'
import type { MessageKey, Say } from '../../messages/catalogue.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { hrefOf, navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Command } from '../../ui/menu.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useToast } from '../../ui/toast.tsx'
import styles from './build-view.module.css'
import type { ExportFormat } from './export-files.ts'
import { exportAs } from './export-files.ts'
import type { PipelineManagement } from './use-manage-pipelines.ts'
import { VersionsDialog } from './versions-dialog.tsx'

export interface PipelineMenuProps {
  readonly document: PipelineDocument
  readonly autosave: Autosave
  readonly handle: RefObject<EditorHandle | null>
  /** Made outside the editor, so that its messages outlive the editor it closes. */
  readonly manage: PipelineManagement
  /** Given what the menu lists, for the finder. */
  readonly commands?: Ref<readonly Command[]>
}

export function PipelineMenu(props: PipelineMenuProps) {
  const { document, autosave, handle, manage } = props
  const say = useMessages()
  const file = useRef<HTMLInputElement>(null)
  const [hasVersions, setHasVersions] = useState(false)
  const { removeNow, save, copyLink } = useFileActions(props)
  const commands = [
    ...makers(say, props),
    {
      id: 'import',
      label: say('document.import'),
      icon: Upload,
      onAction: () => file.current?.click(),
    },
    ...exports(say, save),
    {
      id: 'versions',
      label: say('document.versions'),
      icon: History,
      section: 'versions',
      onAction: () => setHasVersions(true),
    },
    {
      id: 'changes',
      label: say('changes.compareVersions'),
      icon: GitCompare,
      section: 'versions',
      onAction: () => void autosave.flush().then(() => navigateTo('build', document.id, 'changes')),
    },
    {
      id: 'link',
      label: say('document.copyLink'),
      icon: Link2,
      section: 'versions',
      onAction: () => void copyLink(),
    },
    {
      id: 'delete',
      label: say('document.deletePipeline'),
      icon: Trash2,
      section: 'delete',
      isDangerous: true,
      onAction: () => void removeNow(),
    },
  ]
  useImperativeHandle(props.commands, () => commands)
  return (
    <>
      <span data-tour="pipelines">
        <OpenMenu current={document.id} />
      </span>
      <Menu label={say('document.actions')} items={commands}>
        <IconButton label={say('document.actions')} icon={ChevronDown} />
      </Menu>
      <ImportInput input={file} onFile={manage.importFile} />
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

function makers(say: Say, { document, manage }: PipelineMenuProps): Command[] {
  return [
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
  ]
}

interface ImportInputProps {
  readonly input: RefObject<HTMLInputElement | null>
  readonly onFile: PipelineManagement['importFile']
}

function ImportInput({ input, onFile }: ImportInputProps) {
  const say = useMessages()
  return (
    <input
      ref={input}
      type="file"
      accept=".json,.yaml,.yml,application/json,application/yaml"
      className={styles['hiddenInput']}
      aria-label={say('document.import')}
      onChange={(event) => {
        const [chosen] = event.target.files ?? []
        event.target.value = ''
        if (chosen !== undefined) void onFile(chosen)
      }}
    />
  )
}

function useFileActions({ document, autosave, handle, manage }: PipelineMenuProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const toast = useToast()
  const removeNow = async () => {
    // A change on its way must not make the delete stale.
    await autosave.flush().catch(() => undefined)
    await manage.remove(document, autosave.store.getState().counter)
  }
  const save = (format: ExportFormat) =>
    exportAs(format, document, handle.current).catch((error: unknown) =>
      toast({ text: failureText(toFailure(error).toJSON()), tone: 'danger' }),
    )
  const copyLink = async () => {
    const address = new URL(hrefOf('build', document.id, 'view'), globalThis.location.href).href
    await navigator.clipboard.writeText(address).then(
      () => toast({ text: say('document.linkCopied') }),
      // Some browsers refuse; the address can still be taken from the message.
      () => toast({ text: say('document.linkIs', { address }) }),
    )
  }
  return { removeNow, save, copyLink }
}

const exportLabels = {
  json: 'document.export',
  yaml: 'document.exportYaml',
  svg: 'document.exportSvg',
  png: 'document.exportPng',
} as const satisfies Record<ExportFormat, MessageKey>

const exportFormats: readonly ExportFormat[] = ['json', 'yaml', 'svg', 'png']

function exports(say: Say, save: (format: ExportFormat) => Promise<unknown>): Command[] {
  return exportFormats.map((format) => ({
    id: `export-${format}`,
    label: say(exportLabels[format]),
    icon: format === 'json' || format === 'yaml' ? Download : Image,
    section: 'export',
    onAction: () => void save(format),
  }))
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
