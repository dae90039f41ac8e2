/** The pipeline on the canvas: finds out which, loads its draft and hands it to the editor. */
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Workflow } from 'lucide-react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { lazyComponent } from '../../ui/lazy-component.ts'
import { readRemembered } from '../../ui/remembered.ts'
import { Spinner } from '../../ui/spinner.tsx'
import { NoPipelines } from '../pipelines/no-pipelines.tsx'
import styles from './build-view.module.css'
import { OpenDraft } from './open-draft.tsx'
import { ReadOnlyView } from './read-only-view.tsx'

const ChangesPage = lazyComponent(async () => (await import('../changes/changes-page.tsx')).ChangesPage)

/**
 * `#/build/<pipeline>`, `…/view` to look at it, `…/changes` between two versions, `#/build/<pipeline>/run/<run>`, and `#/build/<pipeline>/in/<node>/<node>` inside its sub-pipelines; without
 * a pipeline the one that was open last.
 */
export function BuildView({ parts }: { parts: readonly string[] }) {
  const [given, kind, before, after] = parts
  if (given !== undefined && kind === 'view') return <ReadOnlyView pipelineId={given} revision={before} />
  if (given !== undefined && kind === 'changes') {
    return (
      <Suspense fallback={<Loading />}>
        <ChangesPage pipelineId={given} before={before} after={after} />
      </Suspense>
    )
  }
  return <DraftView parts={parts} />
}

/** Gone while something else is shown: whoever comes back gets the draft as it stands then. */
function DraftView({ parts }: { parts: readonly string[] }) {
  const [given, kind, first, ...deeper] = parts
  const server = useServer()
  const pipelines = useQuery({ queryKey: ['pipelines'], queryFn: () => server.pipelines.list() })
  const known = pipelines.data?.filter(({ isArchived }) => !isArchived).map(({ id }) => id)
  const id = given ?? chooseFirst(known ?? [])
  const draft = useQuery({
    queryKey: ['draft', id],
    queryFn: () => server.pipelines.get(id ?? ''),
    enabled: id !== undefined,
    // The editor and its autosave own the draft while it is open.
    staleTime: Infinity,
    gcTime: 0,
  })
  if (pipelines.isError)
    return <Unavailable error={pipelines.error} onRetry={() => void pipelines.refetch()} />
  if (known?.length === 0 && given === undefined) {
    return (
      <div className={styles['centre']}>
        <NoPipelines />
      </div>
    )
  }
  if (draft.isError) return <Unavailable error={draft.error} onRetry={() => void draft.refetch()} />
  if (draft.data === undefined) return <Loading />
  return (
    <OpenDraft
      key={draft.data.document.id}
      stored={draft.data}
      runId={kind === 'run' ? (first ?? null) : null}
      level={kind === 'in' && first !== undefined ? [first, ...deeper] : []}
    />
  )
}

function chooseFirst(ids: readonly string[]): string | undefined {
  const last = readRemembered('pipeline')
  return ids.find((id) => id === last) ?? ids[0]
}

function Loading() {
  const say = useMessages()
  return (
    <div className={styles['centre']} role="status">
      <span>
        <Spinner /> {say('document.opening')}
      </span>
    </div>
  )
}

function Unavailable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const say = useMessages()
  const failureText = useFailureText()
  return (
    <div className={styles['centre']} role="alert">
      <EmptyState
        icon={Workflow}
        title={say('document.cannotOpen')}
        action={
          <>
            <Button onPress={onRetry}>{say('ui.tryAgain')}</Button>
            <Button variant="quiet" onPress={() => navigateTo('pipelines')}>
              {say('pipelines.all')}
            </Button>
          </>
        }
      >
        {failureText(toFailure(error).toJSON())}
      </EmptyState>
    </div>
  )
}
