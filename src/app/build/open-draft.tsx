/** One draft in the editor: saved a moment after each change, and before each run. */
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { builtinNodes } from '../../../nodes/index.ts'
import type { SignalboxClient } from '../../../runtime/client/client.ts'
import { createNodeRegistry } from '../../../runtime/core/node/registry.ts'
import type { Draft } from '../../../runtime/core/wire/pipelines.ts'
import type { AutosaveState } from '../../document/autosave.ts'
import { Autosave } from '../../document/autosave.ts'
import { createHttpStorage } from '../../document/document-storage.ts'
import { resolveNode } from '../../document/resolve-node.ts'
import { browserCopies, holdUnsaved } from '../../document/unsaved-copies.ts'
import type { EditorHandle } from '../../editor.ts'
import { createHttpRunner, PipelineEditor } from '../../editor.ts'
import type { Say } from '../../messages/catalogue.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { navigateTo, replaceRoute } from '../../session/navigation.ts'
import type { HostPlace } from '../../session/editor-context.tsx'
import { useNodeTexts } from '../../session/use-node-texts.ts'
import { loadServerPipeline } from '../../session/server-pipelines.ts'
import { useServer } from '../../session/server-context.tsx'
import { lazyComponent } from '../../ui/lazy-component.ts'
import type { Command } from '../../ui/menu.tsx'
import { useToast } from '../../ui/toast.tsx'
import { remember } from '../../ui/remembered.ts'
import { useTourWatch } from '../tour/tour-watch.ts'
import { useSettings } from '../settings-context.tsx'
import { describeTakenIn } from './describe-taken-in.ts'
import { exportDocument } from './export-files.ts'
import { PipelineMenu } from './pipeline-menu.tsx'
import { SaveStatus, UnsavedNotice } from './save-status.tsx'
import { createServerResources } from '../../session/server-resources.ts'
import { useManagePipelines } from './use-manage-pipelines.ts'
import { createWorkers } from './workers.ts'

const ConflictDialog = lazyComponent(
  async () => (await import('./conflict/conflict-dialog.tsx')).ConflictDialog,
)
const workers = createWorkers()
const registry = createNodeRegistry(builtinNodes)

interface OpenDraftProps {
  readonly stored: Draft
  /** A stored run to draw on the canvas. */
  readonly runId: string | null
  /** Ids of the sub-pipeline nodes that lead to what is shown. */
  readonly level: readonly string[]
}

export function OpenDraft({ stored, runId, level }: OpenDraftProps) {
  const server = useServer()
  const { theme, locale } = useSettings()
  const say = useMessages()
  const manage = useManagePipelines()
  const handle = useRef<EditorHandle>(null)
  const commands = useRef<readonly Command[]>([])
  const { autosave, initial } = useAutosave(stored, handle)
  const [document, setDocument] = useState(initial)
  const onRun = useTourWatch(handle, document)
  useTakenInNotice(autosave)
  const merge = useStore(autosave.store, (state) => state.merge)
  const runner = useMemo(() => createHttpRunner(server, () => autosave.flush()), [server, autosave])
  const resources = useMemo(() => createServerResources(server, say), [server, say])

  useEffect(() => void remember('pipeline', stored.document.id), [stored])
  useEffect(() => {
    if (runId !== null) handle.current?.showRun(runId)
  }, [runId])

  return (
    <>
      <PipelineEditor
        ref={handle}
        document={document}
        onChange={(next) => {
          setDocument(next)
          autosave.change(next)
        }}
        onRun={onRun}
        nodes={builtinNodes}
        runner={runner}
        resources={resources}
        workers={workers}
        loadPlaces={async () => {
          // Without a connection what the menu does can still be found.
          const places = await loadPlaces(server, say).catch(() => [])
          return [...commandPlaces(commands.current, say), ...places]
        }}
        loadPipeline={(reference) => loadServerPipeline(server, reference)}
        level={level}
        onLevelChange={(path, isLost) => {
          // The address says so already, as after Back.
          if (path.join('/') === level.join('/')) return
          const place = ['build', stored.document.id, ...(path.length === 0 ? [] : ['in', ...path])]
          // Back must not lead to where there is nothing.
          if (isLost) replaceRoute(...place)
          else navigateTo(...place)
        }}
        theme={theme}
        locale={locale}
        slots={{
          headStart: (
            <PipelineMenu
              document={document}
              autosave={autosave}
              handle={handle}
              manage={manage}
              commands={commands}
            />
          ),
          headEnd: <SaveStatus autosave={autosave} />,
          notice: <UnsavedNotice autosave={autosave} onExport={() => exportDocument(document)} />,
        }}
      />
      {merge === null ? null : (
        <Suspense>
          <ConflictDialog merge={merge} onSettle={(next) => void autosave.settle(next)} />
        </Suspense>
      )}
    </>
  )
}

/** Keeps saving what is changed, takes up what an earlier page left, and saves once more when the draft is left. */
function useAutosave(stored: Draft, handle: React.RefObject<EditorHandle | null>) {
  const server = useServer()
  const queries = useQueryClient()
  const [made] = useState(() => {
    const copy = browserCopies.read(stored.document.id)
    const autosave = new Autosave({
      storage: createHttpStorage(server),
      stored,
      copies: browserCopies,
      // An input that nothing here knows is left as it is.
      takesMany: (node, port) => resolveNode(node, registry).inputs[port]?.many !== false,
      settle: () => void handle.current?.toJSON(),
      onMerged: (document) => handle.current?.replace(document),
    })
    const isNewer = copy !== null && copy.counter === stored.counter
    return { autosave, copy, initial: isNewer ? copy.document : stored.document }
  })
  useEffect(() => {
    const { autosave, copy } = made
    if (copy !== null && JSON.stringify(copy.document) !== JSON.stringify(stored.document)) {
      autosave.recover(copy)
    }
    autosave.start()
    let leave = () => {}
    const isLeft = new Promise<void>((resolve) => {
      leave = resolve
    })
    void holdUnsaved(stored.document.id, 'editor', () => isLeft)
    const warn = (event: BeforeUnloadEvent) => {
      if (!autosave.store.getState().isKept) event.preventDefault()
    }
    globalThis.addEventListener('beforeunload', warn)
    return () => {
      globalThis.removeEventListener('beforeunload', warn)
      autosave.stop()
      // What cannot be saved now is kept in the browser and taken up next time.
      void autosave
        .flush()
        .catch(() => undefined)
        .finally(leave)
        .finally(() => void queries.invalidateQueries({ queryKey: ['pipelines'] }))
    }
  }, [made, stored, queries])
  return made
}

/** Says what a merge without a question brought onto the canvas. */
function useTakenInNotice({ store }: Autosave): void {
  const say = useMessages()
  const texts = useNodeTexts()
  const toast = useToast()
  // In another language it is not told again.
  const told = useRef<AutosaveState['takenIn']>(null)
  useEffect(() => {
    const tell = ({ takenIn }: AutosaveState) => {
      if (takenIn === null || takenIn === told.current) return
      told.current = takenIn
      toast({ text: describeTakenIn(takenIn.mine, takenIn.merged, { registry, texts, say }) })
    }
    tell(store.getState())
    return store.subscribe(tell)
  }, [store, say, texts, toast])
}

/** What can be done with the pipeline as a whole, as in its menu. */
const commandPlaces = (commands: readonly Command[], say: Say): readonly HostPlace[] =>
  commands.map(({ id, label, onAction }) => ({
    id: `#pipeline-${id}`,
    title: label,
    kind: say('document.actions'),
    onOpen: onAction,
  }))

/** The other pipelines, and the pages around them. */
async function loadPlaces(server: SignalboxClient, say: Say): Promise<readonly HostPlace[]> {
  const pipelines = (await server.pipelines.list()).filter(({ isArchived }) => !isArchived)
  const page = (title: string, ...path: readonly string[]): HostPlace => ({
    id: `#${path.join('/')}`,
    title,
    kind: say('app.views'),
    onOpen: () => navigateTo(...path),
  })
  return [
    ...pipelines.map(({ id, name }) => ({ id, title: name, onOpen: () => navigateTo('build', id) })),
    page(say('pipelines.all'), 'pipelines'),
    page(say('pipelines.templates'), 'pipelines', 'templates'),
    page(say('tour.take'), 'tour'),
    page(say('app.knowledge'), 'knowledge'),
    page(say('app.routing'), 'routing'),
    page(say('app.adapters'), 'adapters'),
    page(say('app.runs'), 'runs'),
    page(say('app.datasets'), 'datasets'),
    page(say('app.compare'), 'compare'),
    page(say('app.settings'), 'settings'),
  ]
}
