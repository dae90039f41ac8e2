/** One experiment: how far it is, and what it found. */
import {
  ArrowLeft,
  Copy,
  Download,
  FlaskConical,
  MoreHorizontal,
  Play,
  SearchX,
  Square,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { ExperimentSummary, Report } from '../../runtime/core/wire/experiments.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { navigateTo } from '../session/navigation.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatCount, formatMoment } from '../ui/format-number.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { ChartsPanel } from './charts/charts-panel.tsx'
import styles from './compare.module.css'
import { tabsWithScores } from './experiment-queries.ts'
import { ExperimentProgress, StateBadge } from './experiment-state.tsx'
import { ResultsPanel } from './results/results-panel.tsx'
import { RowsPanel } from './rows/rows-panel.tsx'
import { SetupPanel } from './setup/setup-panel.tsx'
import { ThresholdPanel } from './threshold/threshold-panel.tsx'
import { useDatasetName } from './use-dataset-name.ts'
import { useExperiment, useReport, useScores } from './use-experiment.ts'
import { useExperimentActions } from './use-experiments.ts'
import { useExport } from './use-export.ts'
import { useWireFailureText } from './use-wire-failure-text.ts'

const tabIds = ['results', 'charts', 'rows', 'threshold', 'setup'] as const

export function ExperimentPage({ id, parts }: { id: string; parts: readonly string[] }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const query = useExperiment(id)
  const experiment = query.data
  const [tab, row = null] = parts
  const [baseline, setBaseline] = useState<string | null>(null)
  if (experiment === undefined) {
    return (
      <Page title={say('compare.title')} actions={<BackButton />}>
        {query.error === null ? (
          <Spinner />
        ) : (
          <EmptyState icon={SearchX} title={say('resources.loadFailed')}>
            {sayFailure(toFailure(query.error))}
          </EmptyState>
        )}
      </Page>
    )
  }
  return (
    <Page
      title={experiment.definition.name}
      summary={<Facts experiment={experiment} />}
      actions={<PageActions experiment={experiment} baseline={baseline} />}
      bodyClassName={styles['body']}
    >
      <Running experiment={experiment} />
      <Found
        experiment={experiment}
        tab={tabIds.find((one) => one === tab) ?? 'results'}
        row={row}
        baseline={baseline}
        onBaseline={setBaseline}
      />
    </Page>
  )
}

function BackButton() {
  const say = useMessages()
  return (
    <Button variant="quiet" icon={ArrowLeft} onPress={() => navigateTo('compare')}>
      {say('compare.back')}
    </Button>
  )
}

function Facts({ experiment }: { experiment: ExperimentSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const datasetName = useDatasetName()
  const { definition, state, manifest, finishedAt, createdAt } = experiment
  const moment = finishedAt ?? createdAt
  return (
    <span className={styles['facts']}>
      <StateBadge state={state} />
      <span>{datasetName(definition.dataset)}</span>
      {manifest === null ? null : (
        <span>{say('compare.rowCount', { n: formatCount(manifest.rows, locale) })}</span>
      )}
      <span>{say('compare.variantCount', { n: definition.variants.length })}</span>
      <time dateTime={moment}>{formatMoment(moment, locale)}</time>
    </span>
  )
}

interface PageActionsProps {
  readonly experiment: ExperimentSummary
  readonly baseline: string | null
}

function PageActions({ experiment, baseline }: PageActionsProps) {
  const say = useMessages()
  const { start, stop, remove } = useExperimentActions()
  const exportReport = useExport(experiment, baseline)
  const { id, state, cells } = experiment
  return (
    <>
      <BackButton />
      {cells.done === 0 ? null : (
        <Menu label={say('compare.export')} items={exportReport.items}>
          <Button icon={Download} isPending={exportReport.isBusy}>
            {say('compare.export')}
          </Button>
        </Menu>
      )}
      <Menu
        label={say('compare.more')}
        items={[
          {
            id: 'duplicate',
            label: say('compare.duplicate'),
            icon: Copy,
            onAction: () => navigateTo('compare', 'new', id),
          },
          {
            id: 'remove',
            label: say('resources.remove'),
            icon: Trash2,
            isDangerous: true,
            isDisabled: state === 'running',
            onAction: () => {
              remove(experiment)
              navigateTo('compare')
            },
          },
        ]}
      >
        <IconButton label={say('compare.more')} icon={MoreHorizontal} />
      </Menu>
      {state === 'running' ? (
        <Button icon={Square} onPress={() => stop(id)}>
          {say('compare.stop')}
        </Button>
      ) : state === 'complete' ? null : (
        <Button variant="primary" icon={Play} onPress={() => start(id)}>
          {say(state === 'planned' ? 'compare.start' : 'compare.resume')}
        </Button>
      )}
    </>
  )
}

function Running({ experiment }: { experiment: ExperimentSummary }) {
  const failureText = useWireFailureText()
  const { state, error } = experiment
  return (
    <>
      {error === null ? null : <Notice tone="danger">{failureText(error)}</Notice>}
      {state === 'running' || state === 'stopped' || state === 'failed' ? (
        <div className={styles['progress']}>
          <ExperimentProgress experiment={experiment} />
        </div>
      ) : null}
    </>
  )
}

interface FoundProps {
  readonly experiment: ExperimentSummary
  readonly tab: (typeof tabIds)[number]
  readonly row: string | null
  /** Chosen to compare with; null for that of the definition. */
  readonly baseline: string | null
  readonly onBaseline: (baseline: string | null) => void
}

function Found({ experiment, tab, row, baseline, onBaseline }: FoundProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const report = useReport(experiment, baseline)
  // Fetched beside the report, not after it.
  useScores(experiment, tabsWithScores.has(tab))
  const whenThere = (panel: (data: Report) => React.ReactNode) =>
    experiment.cells.done === 0 ? (
      <EmptyState icon={FlaskConical} title={say('compare.nothingYet')}>
        {say(experiment.state === 'running' ? 'compare.nothingYetRunning' : 'compare.nothingYetText')}
      </EmptyState>
    ) : report.data !== undefined ? (
      panel(report.data)
    ) : report.error === null ? (
      <div className={styles['loading']} role="status">
        <Spinner /> {say('ui.loading')}
      </div>
    ) : (
      <Notice
        tone="danger"
        action={
          <Button onPress={() => (baseline === null ? void report.refetch() : onBaseline(null))}>
            {say(baseline === null ? 'ui.tryAgain' : 'compare.plannedBaseline')}
          </Button>
        }
      >
        {sayFailure(toFailure(report.error))}
      </Notice>
    )
  return (
    <Tabs
      label={say('compare.title')}
      className={styles['tabs']}
      panelClassName={styles['panel']}
      selected={tab}
      onSelect={(next) => navigateTo('compare', experiment.id, next)}
      items={[
        {
          id: 'results',
          label: say('compare.tabResults'),
          content: whenThere((data) => <ResultsPanel report={data} onBaseline={onBaseline} />),
        },
        {
          id: 'charts',
          label: say('compare.tabCharts'),
          content: whenThere((data) => <ChartsPanel report={data} />),
        },
        {
          id: 'rows',
          label: say('compare.tabRows'),
          content: whenThere((data) => <RowsPanel report={data} openRow={row} />),
        },
        {
          id: 'threshold',
          label: say('compare.tabThreshold'),
          content: whenThere((data) => <ThresholdPanel report={data} />),
        },
        { id: 'setup', label: say('compare.tabSetup'), content: <SetupPanel experiment={experiment} /> },
      ]}
    />
  )
}
