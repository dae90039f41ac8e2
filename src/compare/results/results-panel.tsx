/** What came out: whether it is whole, what to know before believing it, the verdicts in words, and the table. */
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { isPartial } from '../../../runtime/evaluation/reports/check-baseline.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Card } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { useWireFailureText } from '../use-wire-failure-text.ts'
import { ComparisonTable } from './comparison-table.tsx'
import styles from './results.module.css'
import { VerdictSummary } from './verdict-summary.tsx'

export interface ResultsPanelProps {
  readonly report: Report
  readonly onBaseline: (baseline: string) => void
}

export function ResultsPanel({ report, onBaseline }: ResultsPanelProps) {
  const say = useMessages()
  return (
    <div className={styles['stack']}>
      <ReportNotices report={report} />
      {report.variants.length < 2 ? null : (
        <Card
          title={say('compare.verdicts')}
          end={<BaselineSelect report={report} onBaseline={onBaseline} />}
        >
          <VerdictSummary report={report} />
        </Card>
      )}
      <ComparisonTable report={report} />
    </div>
  )
}

/** What is partial stands there with the reason why it cannot be chosen. */
function BaselineSelect({ report: { variants }, onBaseline }: ResultsPanelProps) {
  const say = useMessages()
  const locale = useLocale()
  const current = variants.find(({ isBaseline }) => isBaseline)
  return (
    <Select
      label={say('compare.baseline')}
      items={variants.map((variant) => {
        const { id, name, cells } = variant
        if (!isPartial(variant)) return { id, label: name }
        const counts = { done: formatCount(cells.done, locale), total: formatCount(cells.total, locale) }
        return { id, label: name, isDisabled: true, description: say('compare.partialBaseline', counts) }
      })}
      value={current?.id ?? null}
      onChange={onBaseline}
      className={styles['baseline']}
    />
  )
}

function ReportNotices({ report: { isComplete, warnings, experiment } }: { report: Report }) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useWireFailureText()
  // That cells are missing is said once.
  const others = warnings.filter(({ code }) => code !== 'REPORT_PARTIAL')
  if (isComplete && others.length === 0) return null
  const { done, total } = experiment.cells
  return (
    <div className={styles['notices']}>
      {isComplete ? null : (
        <Notice tone="caution">
          {say('compare.partial', { done: formatCount(done, locale), total: formatCount(total, locale) })}
        </Notice>
      )}
      {others.map((warning) => (
        <Notice key={`${warning.code} ${JSON.stringify(warning.params)}`} tone="caution">
          {failureText(warning)}
        </Notice>
      ))}
    </div>
  )
}
