/** Every pipeline: found by words and tags, opened, copied, filed and deleted. */
import { LayoutTemplate, Plus, SearchX, Workflow } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useMessages } from '../../messages/messages-context.tsx'
import { PagesFailure } from '../../resources/pages-failure.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useManagePipelines } from '../build/use-manage-pipelines.ts'
import type { ListedPipeline, PipelineFilter } from './find-pipelines.ts'
import { findPipelines } from './find-pipelines.ts'
import { ListFilter } from './list-filter.tsx'
import { NoPipelines } from './no-pipelines.tsx'
import styles from './pipeline-list.module.css'
import { PipelineTable } from './pipeline-table.tsx'
import { TagsDialog } from './tags-dialog.tsx'
import { useKeptPlace } from './use-kept-place.ts'
import { usePipelines } from './use-pipelines.ts'

const allOfThem: PipelineFilter = { search: '', tags: new Set(), hasArchived: false, order: 'edited' }

export function PipelineList() {
  const say = useMessages()
  const { pipelines, error, retry } = usePipelines()
  const [filter, setFilter] = useState(allOfThem)
  const found = useMemo(() => findPipelines(pipelines ?? [], filter), [pipelines, filter])
  const root = useRef<HTMLDivElement>(null)
  const keepPlace = useKeptPlace(found, root)
  const hasSome = pipelines !== undefined && pipelines.length > 0
  return (
    <Page
      title={say('pipelines.title')}
      summary={say('pipelines.summary')}
      bodyClassName={styles['body']}
      actions={hasSome ? <ListActions /> : undefined}
    >
      <div ref={root} className={styles['content']}>
        {error !== null ? (
          <PagesFailure error={error} onRetry={retry} />
        ) : pipelines === undefined ? (
          <div className={styles['loading']} role="status">
            <Spinner /> {say('ui.loading')}
          </div>
        ) : hasSome ? (
          <FoundPipelines {...{ pipelines, filter, found }} onFilter={setFilter} onLeave={keepPlace} />
        ) : (
          <NoPipelines />
        )}
      </div>
    </Page>
  )
}

function ListActions() {
  const say = useMessages()
  const { createEmpty } = useManagePipelines()
  return (
    <>
      <Button icon={LayoutTemplate} onPress={() => navigateTo('pipelines', 'templates')}>
        {say('pipelines.fromTemplate')}
      </Button>
      <Button variant="primary" icon={Plus} onPress={() => void createEmpty()}>
        {say('document.newPipeline')}
      </Button>
    </>
  )
}

interface FoundPipelinesProps {
  readonly pipelines: readonly ListedPipeline[]
  readonly filter: PipelineFilter
  readonly found: readonly ListedPipeline[]
  readonly onFilter: (filter: PipelineFilter) => void
  /** It is about to go from the list. */
  readonly onLeave: (pipeline: ListedPipeline) => void
}

function FoundPipelines({ pipelines, filter, found, onFilter, onLeave }: FoundPipelinesProps) {
  const say = useMessages()
  const [tagged, setTagged] = useState<ListedPipeline | null>(null)
  return (
    <>
      <ListFilter pipelines={pipelines} filter={filter} found={found.length} onChange={onFilter} />
      {found.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={say('pipelines.nothingFound')}
          action={
            <Button icon={Workflow} onPress={() => onFilter({ ...allOfThem, hasArchived: true })}>
              {say('pipelines.showAll')}
            </Button>
          }
        >
          {say('pipelines.nothingFoundText')}
        </EmptyState>
      ) : (
        <PipelineTable pipelines={found} onEditTags={setTagged} onLeave={onLeave} />
      )}
      {tagged === null ? null : (
        <TagsDialog pipeline={tagged} pipelines={pipelines} onClose={() => setTagged(null)} />
      )}
    </>
  )
}
