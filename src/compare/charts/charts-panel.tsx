/** The comparison drawn: quality against latency, the whole distribution of latency, where time goes, and where quality differs. */
import { useMemo, useState } from 'react'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { ChoiceMenu } from '../../ui/choice-menu.tsx'
import { Card } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import type { VariantReport } from '../results/comparison-columns.tsx'
import { createScoreTable, sortedTimes } from '../score-table.ts'
import { useScores } from '../use-experiment.ts'
import styles from './charts.module.css'
import { ForestChart } from './forest-chart.tsx'
import type { LatencySeries } from './latency-chart.tsx'
import { LatencyChart } from './latency-chart.tsx'
import { ParetoCard } from './pareto-card.tsx'
import { PartsChart } from './parts-chart.tsx'
import { variantLooks } from './variant-look.ts'

/** More lines in one chart can't be told apart. */
const mostShown = 8

export function ChartsPanel({ report }: { report: Report }) {
  const say = useMessages()
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const shown = useMemo(() => {
    const ids = chosen ?? new Set(report.variants.slice(0, mostShown).map(({ id }) => id))
    return report.variants.filter(({ id }) => ids.has(id))
  }, [report, chosen])
  return (
    <>
      {report.variants.length < 3 ? null : (
        <div className={styles['bar']}>
          <ChoiceMenu
            label={say('compare.shownVariants')}
            items={report.variants.map(({ id, name }) => ({ id, label: name }))}
            selected={new Set(shown.map(({ id }) => id))}
            onChange={setChosen}
          >
            <Button isSmall>
              {say('compare.shownVariantsCount', { n: shown.length, total: report.variants.length })}
            </Button>
          </ChoiceMenu>
        </div>
      )}
      <div className={styles['charts']}>
        <ParetoCard report={report} shown={shown} />
        <Forest report={report} />
        <Card title={say('compare.latencyTitle')}>
          <Latency report={report} shown={shown} />
        </Card>
        <Card title={say('compare.partsTitle')}>
          <PartsChart variants={shown} />
        </Card>
      </div>
    </>
  )
}

function Latency({ report, shown }: { report: Report; shown: readonly VariantReport[] }) {
  const say = useMessages()
  const scores = useScores(report.experiment)
  const series = useMemo(() => {
    if (scores.data === undefined) return null
    const table = createScoreTable(scores.data)
    const looks = variantLooks(shown)
    return shown.flatMap(({ id, name }): LatencySeries[] => {
      const look = looks.get(id)
      const at = table.scores.variants.indexOf(id)
      return look === undefined || at === -1 ? [] : [{ id, name, ...look, sortedMs: sortedTimes(table, at) }]
    })
  }, [scores.data, shown])
  return series === null ? (
    <div className={styles['soft']} role="status">
      <Spinner /> {say('ui.loading')}
    </div>
  ) : (
    <LatencyChart series={series} />
  )
}

/** One variant against the baseline, by intent or by a tag. */
function Forest({ report }: { report: Report }) {
  const say = useMessages()
  const others = report.variants.filter(({ isBaseline }) => !isBaseline)
  const [variantId, setVariantId] = useState<string | null>(null)
  const [sliceName, setSliceName] = useState<string | null>(null)
  const variant = others.find(({ id }) => id === variantId) ?? others[0]
  const slices = Object.keys(variant?.slices ?? {})
  const slice = slices.find((name) => name === sliceName) ?? slices[0]
  const metric = metricTitle(report.experiment.definition.primaryMetric, say)
  const sliceTitle = (name: string) => (name === 'intent' ? say('runs.intent') : name)
  return (
    <Card
      title={say('compare.forestTitle', { metric })}
      end={
        <span className={styles['choices']}>
          {others.length < 2 ? null : (
            <Select
              label={say('compare.variant')}
              isLabelHidden
              items={others.map(({ id, name }) => ({ id, label: name }))}
              value={variant?.id ?? null}
              onChange={setVariantId}
              className={styles['choice']}
            />
          )}
          {slices.length < 2 ? null : (
            <Select
              label={say('compare.slice')}
              isLabelHidden
              items={slices.map((name) => ({ id: name, label: sliceTitle(name) }))}
              value={slice ?? null}
              onChange={setSliceName}
              className={styles['choice']}
            />
          )}
        </span>
      }
    >
      {variant === undefined ? (
        <p className={styles['soft']}>{say('compare.nothingToCompare')}</p>
      ) : slice === undefined ? (
        <p className={styles['soft']}>{say('compare.noSlices')}</p>
      ) : (
        <ForestChart report={report} variant={variant} slice={slice} />
      )}
    </Card>
  )
}
