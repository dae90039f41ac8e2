/** All experiments, newest first, with how far each is. */
import { Copy, FlaskConical, Play, Plus, Square, Trash2, TriangleAlert } from 'lucide-react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { ExperimentSummary } from '../../../runtime/core/wire/experiments.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { hrefOf, navigateTo } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { Table } from '../../ui/table.tsx'
import { ExperimentProgress, StateBadge } from '../experiment-state.tsx'
import { useDatasetName } from '../use-dataset-name.ts'
import {
  useExperimentActions,
  useExperiments,
  useFollowedExperiments,
  useListedExperiments,
} from '../use-experiments.ts'
import styles from './list.module.css'

export function ExperimentList() {
  const say = useMessages()
  const query = useExperiments()
  const experiments = useListedExperiments(query.data ?? [])
  useFollowedExperiments(experiments)
  const hasSome = experiments.length > 0
  return (
    <Page
      title={say('compare.title')}
      summary={say('compare.summary')}
      actions={hasSome ? <NewButton /> : undefined}
    >
      {query.error !== null && !hasSome ? (
        <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <div className={styles['loading']} role="status">
          <Spinner /> {say('ui.loading')}
        </div>
      ) : hasSome ? (
        <ExperimentTable experiments={experiments} />
      ) : (
        <NoExperiments />
      )}
    </Page>
  )
}

function NewButton() {
  const say = useMessages()
  return (
    <Button variant="primary" icon={Plus} onPress={() => navigateTo('compare', 'new')}>
      {say('compare.newTitle')}
    </Button>
  )
}

function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={say('resources.loadFailed')}
        action={<Button onPress={onRetry}>{say('ui.tryAgain')}</Button>}
      >
        {sayFailure(toFailure(error))}
      </EmptyState>
    </div>
  )
}

function NoExperiments() {
  const say = useMessages()
  return (
    <EmptyState icon={FlaskConical} title={say('compare.emptyTitle')} action={<NewButton />}>
      <p>{say('compare.emptyText')}</p>
      <ol className={styles['steps']}>
        <li>{say('compare.emptyStep1')}</li>
        <li>{say('compare.emptyStep2')}</li>
        <li>{say('compare.emptyStep3')}</li>
      </ol>
    </EmptyState>
  )
}

function ExperimentTable({ experiments }: { experiments: readonly ExperimentSummary[] }) {
  const datasetName = useDatasetName()
  const say = useMessages()
  const locale = useLocale()
  return (
    <Table
      label={say('compare.title')}
      isFramed
      className={styles['table']}
      columns={[
        {
          id: 'name',
          title: say('compare.name'),
          cell: ({ id, definition }: ExperimentSummary) => (
            <a className={styles['link']} href={hrefOf('compare', id)}>
              {definition.name}
            </a>
          ),
        },
        {
          id: 'dataset',
          title: say('compare.dataset'),
          cell: ({ definition }) => datasetName(definition.dataset),
        },
        {
          id: 'variants',
          title: say('compare.variants'),
          cell: ({ definition }) => <VariantNames names={definition.variants.map(({ name }) => name)} />,
        },
        { id: 'state', title: say('compare.state'), cell: ({ state }) => <StateBadge state={state} /> },
        {
          id: 'progress',
          title: say('compare.progress'),
          width: '220px',
          cell: (experiment) => <ExperimentProgress experiment={experiment} />,
        },
        {
          id: 'created',
          title: say('compare.created'),
          cell: ({ createdAt }) => (
            <time className={styles['moment']} dateTime={createdAt}>
              {formatMoment(createdAt, locale)}
            </time>
          ),
        },
        {
          id: 'actions',
          title: say('resources.actions'),
          isNumber: true,
          width: '116px',
          cell: (experiment) => <RowActions experiment={experiment} />,
        },
      ]}
      rows={experiments}
      idOf={({ id }) => id}
    />
  )
}

function VariantNames({ names }: { names: readonly string[] }) {
  const say = useMessages()
  return (
    <span title={names.join('\n')}>
      {names.length <= 3
        ? names.join(say('compare.listComma'))
        : say('compare.variantsAndMore', {
            names: names.slice(0, 2).join(say('compare.listComma')),
            n: names.length - 2,
          })}
    </span>
  )
}

function RowActions({ experiment }: { experiment: ExperimentSummary }) {
  const say = useMessages()
  const { start, stop, remove } = useExperimentActions()
  const { id, state, definition } = experiment
  const { name } = definition
  return (
    <span className={styles['actions']}>
      {state === 'running' ? (
        <IconButton
          isSmall
          icon={Square}
          label={say('compare.stopNamed', { name })}
          onPress={() => stop(id)}
        />
      ) : state === 'complete' ? null : (
        <IconButton
          isSmall
          icon={Play}
          label={say(state === 'planned' ? 'compare.startNamed' : 'compare.resumeNamed', { name })}
          onPress={() => start(id)}
        />
      )}
      <IconButton
        isSmall
        icon={Copy}
        label={say('compare.duplicateNamed', { name })}
        onPress={() => navigateTo('compare', 'new', id)}
      />
      <IconButton
        isSmall
        icon={Trash2}
        label={say('compare.removeNamed', { name })}
        isDisabled={state === 'running'}
        onPress={() => remove(experiment)}
      />
    </span>
  )
}
