/** One row: what was asked and expected, and side by side what each variant answered, read and decided. */
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useMemo } from 'react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { DatasetRow } from '../../../runtime/core/wire/datasets.ts'
import type { Cell, Report } from '../../../runtime/core/wire/experiments.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { CellCard } from './cell-card.tsx'
import styles from './rows.module.css'
import { questionOf } from './use-dataset-rows.ts'

export interface RowDetailProps {
  readonly report: Report
  readonly row: string
  readonly asked: DatasetRow | undefined
  readonly onClose: () => void
  readonly onPrevious?: () => void
  readonly onNext?: () => void
}

/** A row has at most 40 variants × 20 repetitions × a bank's arms; one page shows what matters of it. */
const mostCells = 1_000

export function RowDetail({ report, row, asked, onClose, onPrevious, onNext }: RowDetailProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const { id, cells } = report.experiment
  const query = useQuery({
    queryKey: ['experiment-cells', id, row, cells.done],
    queryFn: () => server.experiments.cells(id, { row, limit: mostCells }),
  })
  const question = questionOf(asked)
  return (
    <div className={styles['detail']}>
      <header className={styles['detailHead']}>
        <h2>{question === '' ? row : question}</h2>
        <IconButton
          isSmall
          icon={ChevronUp}
          label={say('compare.previousRow')}
          isDisabled={onPrevious === undefined}
          onPress={() => onPrevious?.()}
        />
        <IconButton
          isSmall
          icon={ChevronDown}
          label={say('compare.nextRow')}
          isDisabled={onNext === undefined}
          onPress={() => onNext?.()}
        />
        <IconButton isSmall icon={X} label={say('ui.close')} onPress={onClose} />
      </header>
      <Expected row={row} asked={asked} />
      {query.error === null ? null : (
        <Notice
          tone="danger"
          action={<Button onPress={() => void query.refetch()}>{say('ui.tryAgain')}</Button>}
        >
          {sayFailure(toFailure(query.error))}
        </Notice>
      )}
      {query.isPending ? (
        <p role="status" className={styles['soft']}>
          <Spinner /> {say('ui.loading')}
        </p>
      ) : (
        <Cells report={report} cells={query.data?.items ?? []} />
      )}
    </div>
  )
}

function Expected({ row, asked }: Pick<RowDetailProps, 'row' | 'asked'>) {
  const say = useMessages()
  const { answers, intent } = asked?.expected ?? {}
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{say('compare.row')}</dt>
        <dd>
          <code>{row}</code>
        </dd>
      </div>
      {answers === undefined ? null : (
        <div>
          <dt>{say('compare.expected')}</dt>
          <dd>
            {answers.length === 0 ? say('compare.expectedNone') : answers.join(say('compare.orAnswer'))}
          </dd>
        </div>
      )}
      {intent === undefined ? null : (
        <div>
          <dt>{say('runs.intent')}</dt>
          <dd>{intent ?? say('runs.noIntent')}</dd>
        </div>
      )}
    </dl>
  )
}

/** The baseline first, so that the others are read against it. */
function Cells({ report, cells }: { report: Report; cells: readonly Cell[] }) {
  const say = useMessages()
  const metric = report.experiment.definition.primaryMetric
  const shown = useMemo(() => {
    const ordered = [...report.variants].sort((a, b) => Number(b.isBaseline) - Number(a.isBaseline))
    return ordered.map((variant) => ({
      variant,
      ...chooseCell(
        cells.filter((cell) => cell.variant === variant.id),
        metric,
      ),
    }))
  }, [report, cells, metric])
  const baseline = shown.find(({ variant }) => variant.isBaseline)?.cell ?? null
  return (
    <div className={styles['cards']}>
      {shown.map(({ variant, cell, arms, repetitions }) =>
        cell === null ? (
          <section key={variant.id} className={styles['card']} aria-label={variant.name}>
            <h3>{variant.name}</h3>
            <p className={styles['soft']}>{say('compare.notRunYet')}</p>
          </section>
        ) : (
          <CellCard
            key={variant.id}
            experimentId={report.experiment.id}
            variant={variant}
            cell={cell}
            arms={arms}
            repetitions={repetitions}
            baseline={variant.isBaseline ? null : baseline}
          />
        ),
      )}
    </div>
  )
}

interface Chosen {
  /** The first repetition, of an oracle's the best arm. */
  readonly cell: Cell | null
  /** The first repetition of every arm, best first. */
  readonly arms: readonly Cell[]
  readonly repetitions: number
}

export function chooseCell(cells: readonly Cell[], metric: string): Chosen {
  const first = cells.filter(({ repetition }) => repetition === 0)
  const scoreOf = ({ scores, status }: Cell) => (status === 'succeeded' ? (scores[metric] ?? -1) : -1)
  const arms = [...first].sort((a, b) => scoreOf(b) - scoreOf(a))
  return {
    cell: arms[0] ?? null,
    arms,
    repetitions: new Set(cells.map(({ repetition }) => repetition)).size,
  }
}
