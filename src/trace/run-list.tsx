/** All runs, newest first, narrowed by what they did, how long they took, how sure they were, and the words of the question. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ListTree, SearchX } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useDeferredValue, useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { hrefOf, navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatBytes, formatCount } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { Table } from '../ui/table.tsx'
import type { RunChoice } from './run-choice.tsx'
import { ChoiceBar, useChoiceColumn } from './run-choice.tsx'
import { runColumns } from './run-columns.tsx'
import type { RunFilters } from './run-filters.tsx'
import { noFilters, RunFilterBar } from './run-filters.tsx'
import styles from './runs-view.module.css'

const pageSize = 50
/** How often the list looks for news: quickly while something runs. */
const liveMs = 2_000
const idleMs = 10_000

export function RunList({ isShown }: { isShown: boolean }) {
  const say = useMessages()
  const failureText = useFailureText()
  const [filters, setFilters] = useState<RunFilters>(noFilters)
  const runs = useRunPages(useDeferredValue(filters), isShown)
  const items = runs.data?.pages.flatMap((page) => page.items) ?? []
  const total = runs.data?.pages[0]?.total ?? 0
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const isFiltered = filters !== noFilters && Object.values(filters).some((value) => value !== '')
  return (
    <Page title={say('runs.title')} summary={say('runs.listSummary')}>
      <RunFilterBar filters={filters} onChange={setFilters} />
      {runs.isError ? (
        <Notice
          tone="danger"
          action={<Button onPress={() => void runs.refetch()}>{say('ui.tryAgain')}</Button>}
        >
          {failureText(toFailure(runs.error).toJSON())}
        </Notice>
      ) : null}
      {runs.isPending ? <Spinner /> : null}
      <ChoiceBar chosen={chosen} setChosen={setChosen} />
      {items.length > 0 ? (
        <RunTable items={items} choice={{ chosen, setChosen }} />
      ) : runs.isSuccess ? (
        <NoRuns isFiltered={isFiltered} onClear={() => setFilters(noFilters)} />
      ) : null}
      {items.length === 0 ? null : (
        <div className={styles['count']} role="status">
          {say('runs.shownOf', { shown: items.length, n: total })}
          {runs.hasNextPage ? (
            <Button onPress={() => void runs.fetchNextPage()} isPending={runs.isFetchingNextPage}>
              {say('runs.more')}
            </Button>
          ) : null}
        </div>
      )}
      <RetentionNote isShown={isShown} />
    </Page>
  )
}

/** How long runs are kept, and how much of them there is. */
function RetentionNote({ isShown }: { isShown: boolean }) {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const { data } = useQuery({
    queryKey: ['retention'],
    queryFn: () => server.runs.retention(),
    enabled: isShown,
  })
  if (data === undefined) return null
  const { keepDays, keepRuns, keepMegabytes, stored } = data
  return (
    <p className={styles['retention']}>
      {say('runs.retention', {
        days: keepDays,
        runs: formatCount(keepRuns, locale),
        size: formatBytes(keepMegabytes * 1e6, locale),
        stored: formatCount(stored.runs, locale),
        bytes: formatBytes(stored.bytes, locale),
      })}
    </p>
  )
}

function useRunPages(filters: RunFilters, isShown: boolean) {
  const server = useServer()
  const { pipeline, status, intent, adapter, revision, slowerThanMs, confidenceBelow, search } = filters
  return useInfiniteQuery({
    queryKey: ['runs', filters],
    queryFn: ({ pageParam }) =>
      server.runs.list({
        limit: pageSize,
        ...(pageParam === '' ? {} : { after: pageParam }),
        ...(pipeline === '' ? {} : { pipelineId: pipeline }),
        ...(status === '' ? {} : { status }),
        ...(intent.trim() === '' ? {} : { intent: intent.trim() }),
        ...(adapter.trim() === '' ? {} : { adapter: adapter.trim() }),
        ...(revision === '' ? {} : { revision }),
        ...(slowerThanMs === '' ? {} : { slowerThanMs }),
        ...(confidenceBelow === '' ? {} : { confidenceBelow }),
        ...(search.trim() === '' ? {} : { search: search.trim() }),
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    enabled: isShown,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((run) => run.status === 'running')) === true
        ? liveMs
        : idleMs,
  })
}

function RunTable({ items, choice }: { items: readonly RunSummary[]; choice: RunChoice }) {
  const say = useMessages()
  const choiceColumn = useChoiceColumn(items, choice)
  const locale = useLocale()
  const columns = runColumns(say, locale, (run, label) => (
    <a className={styles['link']} href={hrefOf('runs', run.id)} data-run={run.id}>
      {label}
    </a>
  ))
  const pipelineColumn = {
    id: 'pipeline',
    title: say('runs.pipeline'),
    cell: ({ pipelineName }: RunSummary) => (
      <span className={styles['pipeline']} title={pipelineName}>
        {pipelineName}
      </span>
    ),
  }
  return (
    <div onKeyDown={moveByArrows}>
      <Table
        label={`${say('runs.title')}. ${say('runs.keyboard')}`}
        columns={[choiceColumn, ...columns, pipelineColumn]}
        rows={items}
        idOf={({ id }) => id}
        isFramed
        onPressRow={({ id }) => navigateTo('runs', id)}
      />
    </div>
  )
}

/** Up and down move between the links of the rows. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-run]')]
  const next = links[links.findIndex((link) => link === globalThis.document.activeElement) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const say = useMessages()
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title={say('runs.noMatchTitle')}
        action={<Button onPress={onClear}>{say('runs.clearFilters')}</Button>}
      >
        {say('runs.noMatchText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ListTree}
      title={say('runs.emptyTitle')}
      action={
        <Button variant="primary" onPress={() => navigateTo('build')}>
          {say('runs.emptyAction')}
        </Button>
      }
    >
      {say('runs.emptyText')}
    </EmptyState>
  )
}
