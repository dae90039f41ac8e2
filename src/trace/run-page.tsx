/** One run: what was asked and answered, why it went where it went, where the time went, every value and every event. */
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Crosshair, RotateCcw, TableProperties } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { builtinNodes } from '../../nodes/index.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import { cost, listGenerations, sumTokens } from '../../runtime/evaluation/metrics/cost.ts'
import { formatCost } from '../../runtime/evaluation/reports/format-figures.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { metricTitle } from '../runs/metric-title.ts'
import { DecisionExplained } from '../runs/decision-explained.tsx'
import { outputsOf, streamedText } from '../runs/run-answer.ts'
import { tokensText } from '../runs/token-text.ts'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { formatDuration, formatMoment, formatPoints } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Card, Page } from '../ui/page.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useToast } from '../ui/toast.tsx'
import { AddToDatasetDialog } from './add-to-dataset-dialog.tsx'
import { EventList } from './event-list.tsx'
import { FeedbackForm } from './feedback-buttons.tsx'
import { NodeValues } from './node-values.tsx'
import { runAgain } from './run-again.ts'
import { RunFailure } from './run-failure.tsx'
import { RunStatusBadge } from './run-status.tsx'
import styles from './runs-view.module.css'
import type { TraceSource } from './trace-context.tsx'
import { TraceContext, useRunFailureText } from './trace-context.tsx'
import { useNodesInside } from './use-nodes-inside.ts'
import { useRunFeedback } from './use-run-feedback.ts'
import { useRunTrace } from './use-run-trace.ts'
import { TracedValueView } from './value-view.tsx'
import { Waterfall } from './waterfall.tsx'

type PageTab = 'waterfall' | 'values' | 'events'

const registry = createNodeRegistry(builtinNodes)

/** `node`: whose values are shown first; null shows where the time went. */
export function RunPage({ runId, node: asked }: { runId: string; node: string | null }) {
  const say = useMessages()
  const [attempt, setAttempt] = useState(0)
  const { summary, events, view, connection, failure } = useRunTrace(runId, attempt)
  const [tab, setTab] = useState<PageTab>(asked === null ? 'waterfall' : 'values')
  const [node, setNode] = useState<string | null>(asked)
  const source = usePageSource(summary, (next) => {
    setNode(next)
    setTab('values')
  })
  const question = summary === null || summary.question === '' ? say('runs.runTitle') : summary.question
  return (
    <Page
      title={question}
      summary={summary === null ? null : <RunFacts summary={summary} view={view} events={events} />}
      actions={<RunActions summary={summary} view={view} />}
    >
      <RunFailure failure={failure} onRetry={() => setAttempt(attempt + 1)} />
      {connection === 'lost' ? <Notice tone="caution">{say('trace.connectionLost')}</Notice> : null}
      {summary === null ? (
        failure === null ? (
          <Spinner />
        ) : null
      ) : (
        <TraceContext value={source}>
          <div className={styles['top']}>
            <AnswerCard view={view} summary={summary} />
            <DecisionCard view={view} />
          </div>
          <Tabs<PageTab>
            label={say('trace.tabs')}
            selected={tab}
            onSelect={setTab}
            panelClassName={styles['panel']}
            items={[
              { id: 'waterfall', label: say('trace.waterfall'), content: <Waterfall view={view} /> },
              {
                id: 'values',
                label: say('runs.values'),
                content: <NodeValues view={view} selected={node} onSelect={setNode} />,
              },
              { id: 'events', label: say('runs.events'), content: <EventList events={events} /> },
            ]}
          />
        </TraceContext>
      )}
    </Page>
  )
}

function usePageSource(summary: RunSummary | null, goToNode: (node: string) => void): TraceSource {
  const server = useServer()
  const revision = useQuery({
    queryKey: ['revision', summary?.pipelineId, summary?.revision],
    queryFn: () => server.pipelines.revision(summary?.pipelineId ?? '', summary?.revision ?? ''),
    enabled: summary !== null,
    staleTime: Infinity,
  })
  const { nodes, edges } = useNodesInside(revision.data?.document, registry)
  return { nodes, edges, registry, tools: null, loadValue: (hash) => server.runs.value(hash), goToNode }
}

interface RunFactsProps {
  readonly summary: RunSummary
  readonly view: RunView
  readonly events: readonly TraceEvent[]
}

function RunFacts({ summary, view, events }: RunFactsProps) {
  const locale = useLocale()
  const wallMs = view.timing?.wallMs ?? summary.wallMs
  return (
    <span className={styles['facts']}>
      <RunStatusBadge status={view.status === 'idle' ? summary.status : view.status} />
      <time dateTime={summary.startedAt}>{formatMoment(summary.startedAt, locale)}</time>
      {wallMs === null ? null : <span>{formatDuration(wallMs, locale)}</span>}
      <span>{summary.pipelineName}</span>
      <Spending events={events} />
    </span>
  )
}

/** Nothing where no model that counts tokens was asked; a dash for a cost that nobody knows. */
function Spending({ events }: Pick<RunFactsProps, 'events'>) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useFailureText()
  const generations = useMemo(() => listGenerations(events), [events])
  if (generations.length === 0) return null
  const tokens = sumTokens(generations)
  const paid = cost(generations)
  return (
    <>
      {tokens === null ? null : <span title={say('runs.tokensHelp')}>{tokensText(tokens, say, locale)}</span>}
      <span
        title={
          typeof paid === 'number'
            ? say('runs.costHelp')
            : failureText({ code: paid, params: { metric: say('compare.cost') } })
        }
      >
        {say('runs.cost', { cost: typeof paid === 'number' ? formatCost(paid) : '–' })}
      </span>
    </>
  )
}

function RunActions({ summary, view }: { summary: RunSummary | null; view: RunView }) {
  const say = useMessages()
  const failureText = useFailureText()
  const server = useServer()
  const toast = useToast()
  const [isStarting, setIsStarting] = useState(false)
  const again = (run: RunSummary) => {
    setIsStarting(true)
    runAgain(server, { pipelineId: run.pipelineId, revision: run.revision, inputs: view.inputs })
      .then((runId) => navigateTo('runs', runId))
      .catch((error: unknown) => {
        const reason = failureText(toFailure(error).toJSON())
        toast({ text: say('runs.againFailed', { reason }), tone: 'danger' })
      })
      .finally(() => setIsStarting(false))
  }
  return (
    <>
      <Button variant="quiet" icon={ArrowLeft} onPress={() => navigateTo('runs')}>
        {say('runs.back')}
      </Button>
      {summary === null || view.status === 'idle' ? null : (
        <>
          <Button
            icon={RotateCcw}
            isPending={isStarting}
            aria-description={say('runs.againHelp')}
            onPress={() => again(summary)}
          >
            {say('runs.again')}
          </Button>
          {view.status === 'running' ? null : <AddToDataset runId={summary.id} view={view} />}
          <Button
            variant="primary"
            icon={Crosshair}
            onPress={() => navigateTo('build', summary.pipelineId, 'run', summary.id)}
          >
            {say('runs.onCanvas')}
          </Button>
        </>
      )}
    </>
  )
}

function AddToDataset({ runId, view }: { runId: string; view: RunView }) {
  const say = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button icon={TableProperties} onPress={() => setIsOpen(true)}>
        {say('datasets.addToDataset')}
      </Button>
      {isOpen ? <AddToDatasetDialog runId={runId} view={view} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

interface AnswerCardProps {
  readonly view: RunView
  readonly summary: RunSummary
}

function AnswerCard({ view, summary }: AnswerCardProps) {
  const say = useMessages()
  const failureText = useRunFailureText()
  const outputs = outputsOf(view)
  const text = streamedText(view)
  const feedback = useRunFeedback(summary.id, view.status === 'succeeded')
  const scores = Object.entries(feedback.scores ?? summary.scores ?? view.scores ?? {})
  return (
    <Card title={say('runs.answer')}>
      {outputs.map(({ name, traced }) => (
        <TracedValueView key={name} traced={traced} view={view} node="" />
      ))}
      {outputs.length === 0 && text !== '' ? <p>{text}</p> : null}
      {view.status === 'running' && text === '' ? <Waiting>{say('trace.waiting')}</Waiting> : null}
      {view.error === undefined ? null : (
        <Notice tone={view.status === 'cancelled' ? 'caution' : 'danger'}>{failureText(view.error)}</Notice>
      )}
      {scores.length === 0 ? null : (
        <dl className={styles['scores']} aria-label={say('runs.scores')}>
          {scores.map(([metric, score]) => (
            <div key={metric}>
              <dt>{metricTitle(metric, say)}</dt>
              <dd>{formatPoints(score)}</dd>
            </div>
          ))}
        </dl>
      )}
      {feedback.given === null ? null : <FeedbackForm given={feedback.given} onGive={feedback.give} />}
    </Card>
  )
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <p className={styles['none']}>
      <Spinner /> {children}
    </p>
  )
}

function DecisionCard({ view }: { view: RunView }) {
  const say = useMessages()
  const { decisions, pins, status } = view
  return (
    <Card title={say('runs.decision')}>
      {decisions.map((decision, index) => (
        <DecisionExplained
          key={`${decision.node}${index}`}
          decision={decision}
          pins={index === decisions.length - 1 ? pins : undefined}
        />
      ))}
      {decisions.length === 0 && status !== 'running' && status !== 'idle' ? (
        <p className={styles['none']}>{say('runs.noDecision')}</p>
      ) : null}
    </Card>
  )
}
