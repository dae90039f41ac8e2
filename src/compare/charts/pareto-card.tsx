/** Quality against latency or, where any is known, against cost. */
import { useState } from 'react'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { Card } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import type { VariantReport } from '../results/comparison-columns.tsx'
import styles from './charts.module.css'
import type { ParetoAxis } from './pareto-chart.tsx'
import { ParetoChart } from './pareto-chart.tsx'

export interface ParetoCardProps {
  readonly report: Report
  /** The variants that are drawn. */
  readonly shown: readonly VariantReport[]
}

export function ParetoCard({ report, shown }: ParetoCardProps) {
  const say = useMessages()
  const metric = metricTitle(report.experiment.definition.primaryMetric, say)
  const [chosen, setChosen] = useState<ParetoAxis>('latency')
  const hasCost = report.variants.some(({ cost }) => cost !== null)
  const axis = hasCost ? chosen : 'latency'
  return (
    <Card
      title={say(axis === 'cost' ? 'compare.paretoCostTitle' : 'compare.paretoTitle', { metric })}
      end={
        hasCost ? (
          <Select
            label={say('compare.paretoAxis')}
            isLabelHidden
            items={[
              { id: 'latency', label: say('compare.latency', { quantile: 'p50' }) },
              { id: 'cost', label: say('compare.cost') },
            ]}
            value={axis}
            onChange={(id) => setChosen(id === 'cost' ? 'cost' : 'latency')}
            className={styles['choice']}
          />
        ) : null
      }
    >
      <ParetoChart report={report} variants={shown} axis={axis} />
    </Card>
  )
}
