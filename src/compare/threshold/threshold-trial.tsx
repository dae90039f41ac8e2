/** The slider and what follows it: coverage, quality, regret and latency at the threshold it stands at. */
import { RotateCcw, Save } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { estimateOutcomes } from '../../../runtime/evaluation/reports/threshold-estimates.ts'
import type {
  ThresholdSimulation,
  Thresholds,
} from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Card } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Slider } from '../../ui/slider.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import type { BankNode } from './bank-node.ts'
import { SaveDialog } from './save-dialog.tsx'
import type { RoutedVariant } from './stored-requests.ts'
import styles from './threshold.module.css'
import { TradeOffChart } from './trade-off-chart.tsx'
import { TrialFigures } from './trial-figures.tsx'

export interface ThresholdTrialProps {
  readonly report: Report
  readonly routed: RoutedVariant
  readonly choices: readonly RoutedVariant[]
  readonly onChoose: (routed: RoutedVariant) => void
  readonly simulation: ThresholdSimulation
  readonly node: BankNode
  /** What the variant was pinned to. */
  readonly revision: string | undefined
}

const everyIntent = ''

export function ThresholdTrial(props: ThresholdTrialProps) {
  const { report, routed, choices, onChoose, simulation, node, revision } = props
  const say = useMessages()
  const [thresholds, setThresholds] = useState<Thresholds>(node.thresholds)
  const [intent, setIntent] = useState(everyIntent)
  const [isSaving, setIsSaving] = useState(false)
  const isChanged = !isSame(thresholds, node.thresholds)
  return (
    <div className={styles['trial']}>
      <Card title={say('compare.thresholdTitle')} className={styles['controls']}>
        <p className={styles['soft']}>{say('compare.thresholdHelp')}</p>
        <Select
          label={say('compare.routedVariant')}
          items={choices.map((one) => ({ id: keyOf(one), label: `${one.variant.name} · ${one.bank}` }))}
          value={keyOf(routed)}
          onChange={(key) => {
            const next = choices.find((one) => keyOf(one) === key)
            if (next !== undefined) onChoose(next)
          }}
        />
        <Select
          label={say('compare.scope')}
          items={[
            { id: everyIntent, label: say('compare.scopeAll'), description: say('compare.scopeAllHelp') },
            ...simulation.intents.map((id) => ({
              id,
              label: id,
              ...(thresholds.byIntent[id] === undefined
                ? {}
                : { description: say('compare.ownThreshold', { threshold: thresholds.byIntent[id] }) }),
            })),
          ]}
          value={intent}
          onChange={setIntent}
        />
        <ThresholdSlider
          intent={intent}
          intents={simulation.intents}
          thresholds={thresholds}
          onChange={setThresholds}
        />
        <span className={styles['buttons']}>
          <Button
            icon={RotateCcw}
            variant="quiet"
            isDisabled={!isChanged}
            onPress={() => setThresholds(node.thresholds)}
          >
            {say('compare.asPinned')}
          </Button>
          <Button variant="primary" icon={Save} isDisabled={!isChanged} onPress={() => setIsSaving(true)}>
            {say('compare.saveRevision')}
          </Button>
        </span>
      </Card>
      <OutcomeCard report={report} simulation={simulation} node={node} thresholds={thresholds} />
      {isSaving ? (
        <SaveDialog
          pipeline={routed.variant.pipeline}
          revision={revision}
          node={node}
          thresholds={thresholds}
          experimentName={report.experiment.definition.name}
          onClose={() => setIsSaving(false)}
        />
      ) : null}
    </div>
  )
}

interface OutcomeCardProps extends Pick<ThresholdTrialProps, 'report' | 'simulation' | 'node'> {
  readonly thresholds: Thresholds
}

function OutcomeCard({ report, simulation, node, thresholds }: OutcomeCardProps) {
  const say = useMessages()
  const metric = metricTitle(report.experiment.definition.primaryMetric, say)
  const now = useMemo(() => simulation.simulate(thresholds), [simulation, thresholds])
  const stored = useMemo(() => simulation.simulate(node.thresholds), [simulation, node])
  // The slider never waits for intervals and chart.
  const drawn = useDeferredValue(thresholds)
  const estimates = useMemo(() => estimateOutcomes(simulation.outcomes(drawn)), [simulation, drawn])
  const before = useMemo(() => estimateOutcomes(simulation.outcomes(node.thresholds)), [simulation, node])
  return (
    <Card title={say('compare.outcome')} className={styles['figures']}>
      <TrialFigures now={now} stored={stored} estimates={estimates} metric={metric} />
      {now.unknown === 0 ? null : <Unknown n={now.unknown} />}
      <TradeOffChart
        simulation={simulation}
        thresholds={drawn}
        pinned={node.thresholds}
        estimates={{ now: estimates, before }}
        metric={metric}
      />
    </Card>
  )
}

const keyOf = ({ variant, bank }: RoutedVariant) => `${variant.id} ${bank}`

function isSame(a: Thresholds, b: Thresholds): boolean {
  const intents = new Set([...Object.keys(a.byIntent), ...Object.keys(b.byIntent)])
  return (
    a.threshold === b.threshold && [...intents].every((intent) => a.byIntent[intent] === b.byIntent[intent])
  )
}

interface ThresholdSliderProps {
  readonly intent: string
  readonly intents: readonly string[]
  readonly thresholds: Thresholds
  readonly onChange: (thresholds: Thresholds) => void
}

/** The threshold that every intent has, be it its own; else the global one. */
function commonThreshold({ threshold, byIntent }: Thresholds, intents: readonly string[]): number {
  const [first, ...others] = new Set(intents.map((intent) => byIntent[intent] ?? threshold))
  return others.length === 0 ? (first ?? threshold) : threshold
}

/** Moves all intents together, or one of them. */
function ThresholdSlider({ intent, intents, thresholds, onChange }: ThresholdSliderProps) {
  const say = useMessages()
  const own = intent === everyIntent ? undefined : thresholds.byIntent[intent]
  const value = own ?? (intent === everyIntent ? commonThreshold(thresholds, intents) : thresholds.threshold)
  return (
    <>
      <Slider
        label={intent === everyIntent ? say('compare.threshold') : say('compare.thresholdOf', { intent })}
        value={value}
        minValue={0}
        maxValue={1}
        step={0.01}
        onChange={(next) =>
          onChange(
            intent === everyIntent
              ? { threshold: next, byIntent: {} }
              : { ...thresholds, byIntent: { ...thresholds.byIntent, [intent]: next } },
          )
        }
      />
      {own === undefined ? null : (
        <Button
          isSmall
          variant="quiet"
          onPress={() => {
            const { [intent]: _, ...others } = thresholds.byIntent
            onChange({ ...thresholds, byIntent: others })
          }}
        >
          {say('compare.useGlobal')}
        </Button>
      )}
    </>
  )
}

function Unknown({ n }: { n: number }) {
  const say = useMessages()
  const locale = useLocale()
  return <Notice>{say('compare.unknownRequests', { n: formatCount(n, locale) })}</Notice>
}
