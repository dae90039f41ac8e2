/** What one variant made of one row: the answer against the baseline's, the documents, the route, scores, and the way to the trace. */
import { ListTree } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Cell } from '../../../runtime/core/wire/experiments.ts'
import { formatCost } from '../../../runtime/evaluation/reports/format-figures.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { shortenAdapter, SummaryChip } from '../../runs/decision-chip.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { formatDuration, formatPoints } from '../../ui/format-number.ts'
import { useToast } from '../../ui/toast.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { formatTokens } from '../../runs/token-text.ts'
import { sortMetrics } from '../metric-words.ts'
import type { VariantReport } from '../results/comparison-columns.tsx'
import { useWireFailureText } from '../use-wire-failure-text.ts'
import { DiffText } from '../../ui/diff-text.tsx'
import styles from './rows.module.css'
import { diffLists, diffTexts } from '../../ui/text-diff.ts'

export interface CellCardProps {
  readonly experimentId: string
  readonly variant: VariantReport
  readonly cell: Cell
  readonly arms: readonly Cell[]
  readonly repetitions: number
  /** Null for the baseline itself, and where it has no cell. */
  readonly baseline: Cell | null
}

export function CellCard({ experimentId, variant, cell, arms, repetitions, baseline }: CellCardProps) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <section className={styles['card']} aria-label={variant.name} data-variant={variant.id}>
      <header className={styles['cardHead']}>
        <h3>{variant.name}</h3>
        {variant.isBaseline ? <Badge tone="accent">{say('compare.baseline')}</Badge> : null}
        {variant.isOracle ? <Badge>{say('compare.oracle')}</Badge> : null}
        <span className={styles['cardEnd']}>{formatDuration(cell.wallMs, locale)}</span>
      </header>
      <AnswerText cell={cell} baseline={baseline} />
      <SummaryChip summary={cell} />
      <RouteChange cell={cell} baseline={baseline} />
      <Scores cell={cell} />
      {arms.length < 2 ? null : <Arms arms={arms} />}
      <Documents cell={cell} baseline={baseline} />
      {repetitions < 2 ? null : (
        <p className={styles['soft']}>{say('compare.firstOf', { n: repetitions })}</p>
      )}
      <TraceButton experimentId={experimentId} cell={cell} />
    </section>
  )
}

function AnswerText({ cell, baseline }: Pick<CellCardProps, 'cell' | 'baseline'>) {
  const say = useMessages()
  const failureText = useWireFailureText()
  if (cell.error !== null) return <p className={styles['fault']}>{failureText(cell.error)}</p>
  if (cell.answer === '') return <p className={styles['soft']}>{say('compare.declined')}</p>
  return (
    <p className={styles['answer']}>
      {baseline === null || baseline.status !== 'succeeded' ? (
        cell.answer
      ) : (
        <DiffText parts={diffTexts(baseline.answer, cell.answer)} />
      )}
    </p>
  )
}

function Scores({ cell: { scores, scoreFaults, tokens, cost = null } }: { cell: Cell }) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useWireFailureText()
  const metrics = sortMetrics(Object.keys(scores))
  const faultOf = (metric: string) => {
    const code = scoreFaults?.[metric]
    return code === undefined ? undefined : failureText({ code, params: { metric }, message: code })
  }
  if (metrics.length === 0 && tokens === null) return null
  return (
    <dl className={styles['scores']} aria-label={say('runs.scores')}>
      {metrics.map((metric) => (
        <div key={metric} title={faultOf(metric)}>
          <dt>{metricTitle(metric, say)}</dt>
          <dd>{formatPoints(scores[metric] ?? null)}</dd>
        </div>
      ))}
      {tokens === null ? null : (
        <>
          <div>
            <dt>{say('compare.tokens')}</dt>
            <dd>{formatTokens(tokens, locale)}</dd>
          </div>
          <div title={faultOf('cost')}>
            <dt>{say('compare.cost')}</dt>
            <dd>{cost === null ? '–' : formatCost(cost)}</dd>
          </div>
        </>
      )}
    </dl>
  )
}

/** Of an oracle: how the other arms did. */
function Arms({ arms }: { arms: readonly Cell[] }) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <ul className={styles['arms']} aria-label={say('compare.arms')}>
      {arms.map(({ arm, answer, scores, wallMs }) => (
        <li key={arm ?? ''}>
          <span className={styles['armName']}>{arm ?? say('runs.baseModel')}</span>
          <span className={styles['armAnswer']}>{answer === '' ? say('compare.declined') : answer}</span>
          <span>{Object.values(scores).length === 0 ? '' : formatPoints(firstScore(scores))}</span>
          <span className={styles['soft']}>{formatDuration(wallMs, locale)}</span>
        </li>
      ))}
    </ul>
  )
}

function firstScore(scores: Cell['scores']): number {
  return scores['f1'] ?? scores['em'] ?? Object.values(scores).find((score) => score !== null) ?? NaN
}

/** What differs in the decision from the baseline's: the intent, and where the request went. */
function RouteChange({ cell, baseline }: Pick<CellCardProps, 'cell' | 'baseline'>) {
  const say = useMessages()
  if (baseline === null) return null
  const stepsOf = ({ intent, outcome, adapter }: Cell) => {
    if (outcome === null) return []
    const target =
      adapter !== null
        ? shortenAdapter(adapter)
        : say(outcome === 'fallback' ? 'runs.fallback' : 'runs.baseModel')
    // Which branch a router took is told by its trace only.
    const isBranch = outcome === 'branch' || outcome === 'default-branch'
    return [intent ?? say('runs.noIntent'), ...(isBranch ? [] : [`→ ${target}`])]
  }
  const parts = diffLists(stepsOf(baseline), stepsOf(cell))
  if (parts.every(({ kind }) => kind === 'same')) return null
  return (
    <div className={styles['documents']}>
      <span className={styles['soft']}>{say('compare.route')}</span>
      <DiffText isList parts={parts} />
    </div>
  )
}

function Documents({ cell, baseline }: Pick<CellCardProps, 'cell' | 'baseline'>) {
  const say = useMessages()
  if (cell.documents.length === 0 && (baseline?.documents.length ?? 0) === 0) return null
  return (
    <div className={styles['documents']}>
      <span className={styles['soft']}>
        {say('compare.documents')}
        {cell.documents.length === 0 ? ` ${say('compare.noDocuments')}` : ''}
      </span>
      <DiffText
        isList
        parts={
          baseline === null
            ? cell.documents.map((text) => ({ kind: 'same' as const, text }))
            : diffLists(baseline.documents, cell.documents)
        }
      />
    </div>
  )
}

/** Where no trace was kept, the server runs the cell again as it was pinned. */
function TraceButton({ experimentId, cell }: { experimentId: string; cell: Cell }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const showToast = useToast()
  const [isBusy, setIsBusy] = useState(false)
  const { variant, row, repetition, arm, runId } = cell
  const open = () => {
    if (runId !== null) {
      navigateTo('runs', runId)
      return
    }
    setIsBusy(true)
    server.experiments
      .trace(experimentId, { variant, row, repetition, arm })
      .then((made) => navigateTo('runs', made))
      .catch((error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) }))
      .finally(() => setIsBusy(false))
  }
  return (
    <span>
      <Button isSmall icon={ListTree} isPending={isBusy} onPress={open}>
        {say(runId === null ? 'compare.traceAgain' : 'compare.trace')}
      </Button>
    </span>
  )
}
