/** How good a model is: measured on utterances it had not seen. */
import { Gauge } from 'lucide-react'
import type { IntentReport, IntentSummary } from '../../runtime/core/wire/intents.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import type { Say } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { navigateTo } from '../session/navigation.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import {
  fewestForStatistic,
  formatCount,
  formatMoment,
  formatNumber,
  formatPoints,
  formatPointsInterval,
  formatScore,
} from '../ui/format-number.ts'
import { Card } from '../ui/page.tsx'
import { Stat, StatList } from '../ui/stat.tsx'
import { Table } from '../ui/table.tsx'
import { ThresholdChart } from './threshold-chart.tsx'
import { intentName } from './intent-filter.tsx'
import styles from './routing.module.css'
import type { Weakness } from './weak-intents.ts'
import { fewestUtterances, findWeaknesses, precisionInterval, recallInterval } from './weak-intents.ts'

export function ReportPanel({ model }: { model: IntentSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const { report, trainedAt } = model
  if (report === null || model.model === null) {
    return (
      <EmptyState icon={Gauge} title={say('routing.noReport')}>
        {say('routing.noReportText')}
      </EmptyState>
    )
  }
  return (
    <div className={styles['report']}>
      <p className={styles['soft']}>
        {say('routing.measuredOn', {
          n: formatCount(report.n, locale),
          folds: report.folds - 1,
          model: model.model,
          moment: trainedAt === null ? '' : formatMoment(trainedAt, locale),
        })}
      </p>
      <Figures report={report} />
      <Card title={say('routing.thresholds')}>
        <p className={styles['soft']}>{say('routing.thresholdsHelp')}</p>
        <ThresholdChart report={report} />
      </Card>
      <div className={styles['pair']}>
        <PerIntent report={report} />
        <Confusions
          report={report}
          onPick={(intent) => navigateTo('routing', model.id, 'utterances', intent)}
        />
      </div>
    </div>
  )
}

function Figures({ report }: { report: IntentReport }) {
  const say = useMessages()
  const locale = useLocale()
  const { n, accuracy, macroF1, ece, logLoss, oos, perIntent } = report
  const enough = (count: number, text: () => string) =>
    count < fewestForStatistic ? say('ui.tooFew') : text()
  const nOf = (count: number) => say('routing.n', { n: formatCount(count, locale) })
  return (
    <StatList>
      <Stat
        label={say('routing.accuracy')}
        value={enough(n, () => shareWithInterval(accuracy, n))}
        detail={nOf(n)}
      />
      <Stat
        label={say('routing.macroF1')}
        value={enough(n, () => formatPoints(macroF1))}
        detail={`${nOf(n)} · ${say('routing.macroF1Help', { n: perIntent.length })}`}
      />
      <Stat
        label={say('routing.ece')}
        value={enough(n, () => formatNumber(ece, locale))}
        detail={`${nOf(n)} · ${say('routing.eceHelp')}`}
      />
      <Stat
        label={say('routing.logLoss')}
        value={enough(n, () => formatNumber(logLoss, locale))}
        detail={`${nOf(n)} · ${say('routing.logLossHelp')}`}
      />
      <Stat
        label={say('routing.oosAuroc')}
        value={oos === null ? '–' : enough(oos.n, () => formatScore(oos.auroc, locale))}
        detail={oos === null ? say('routing.oosNone') : nOf(oos.n)}
      />
      <Stat
        label={say('routing.oosRecall')}
        value={oos === null ? '–' : enough(oos.n, () => shareWithInterval(oos.recallAt95, oos.n))}
        detail={oos === null ? say('routing.oosNone') : `${nOf(oos.n)} · ${say('routing.oosRecallHelp')}`}
      />
    </StatList>
  )
}

function shareWithInterval(share: number, n: number): string {
  const { low, high } = wilsonInterval(Math.round(share * n), n)
  return formatPointsInterval(share, low, high)
}

function PerIntent({ report }: { report: IntentReport }) {
  const say = useMessages()
  const locale = useLocale()
  const weak = findWeaknesses(report)
  type Row = IntentReport['perIntent'][number]
  const rows = report.perIntent.toSorted((a, b) => a.f1 - b.f1 || a.intent.localeCompare(b.intent, locale))
  const score = (row: Row, value: number, interval: { low: number; high: number } | null) => {
    if (row.n < fewestForStatistic) return say('ui.tooFew')
    return interval === null ? formatPoints(value) : formatPointsInterval(value, interval.low, interval.high)
  }
  return (
    <Card
      title={say('routing.perIntent')}
      end={<span className={styles['soft']}>{say('routing.weakCount', { n: weak.size })}</span>}
    >
      <Table
        label={say('routing.perIntent')}
        columns={[
          {
            id: 'intent',
            title: say('routing.intent'),
            cell: ({ intent }: Row) => (
              <>
                {intent}
                {(weak.get(intent) ?? []).map((weakness) => (
                  <p key={weakness.kind} className={styles['weak']}>
                    {sayWeakness(weakness, say)}
                  </p>
                ))}
              </>
            ),
          },
          { id: 'n', title: 'n', isNumber: true, cell: ({ n }) => formatCount(n, locale) },
          {
            id: 'precision',
            title: say('routing.precision'),
            isNumber: true,
            cell: (row) => score(row, row.precision, precisionInterval(row)),
          },
          {
            id: 'recall',
            title: say('routing.recall'),
            isNumber: true,
            cell: (row) => score(row, row.recall, recallInterval(row)),
          },
          { id: 'f1', title: say('routing.f1'), isNumber: true, cell: (row) => score(row, row.f1, null) },
        ]}
        rows={rows}
        idOf={({ intent }) => intent}
      />
    </Card>
  )
}

function sayWeakness(weakness: Weakness, say: Say): string {
  switch (weakness.kind) {
    case 'few':
      return say('routing.weakFew', { n: weakness.n, fewest: fewestUtterances })
    case 'missed':
      return weakness.other === null
        ? say('routing.weakMissed')
        : say('routing.weakMissedOther', { other: weakness.other })
    case 'claimed':
      return weakness.other === null
        ? say('routing.weakClaimed')
        : say('routing.weakClaimedOther', { other: weakness.other })
  }
}

interface ConfusionsProps {
  readonly report: IntentReport
  readonly onPick: (intent: string) => void
}

function Confusions({ report, onPick }: ConfusionsProps) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <Card title={say('routing.confusions')}>
      <Table
        className={styles['confusions']}
        label={say('routing.confusions')}
        columns={[
          {
            id: 'actual',
            title: say('routing.actual'),
            cell: ({ actual }: IntentReport['confusions'][number]) => (
              <Button
                isSmall
                variant="quiet"
                aria-label={say('routing.showUtterances', { intent: actual })}
                onPress={() => onPick(actual)}
              >
                {intentName(actual, say)}
              </Button>
            ),
          },
          {
            id: 'predicted',
            title: say('routing.predicted'),
            cell: ({ predicted }) => intentName(predicted, say),
          },
          { id: 'n', title: say('routing.times'), isNumber: true, cell: ({ n }) => formatCount(n, locale) },
        ]}
        rows={report.confusions}
        idOf={({ actual, predicted }) => `${actual} ${predicted}`}
        onPressRow={({ actual }) => onPick(actual)}
        empty={say('routing.noConfusions')}
      />
    </Card>
  )
}
