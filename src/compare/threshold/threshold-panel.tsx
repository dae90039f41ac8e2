/** Another threshold, tried on results already stored: what it would cover, how good it would be, how fast. */
import { useQuery } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { isPartial } from '../../../runtime/evaluation/reports/check-baseline.ts'
import { createSimulation } from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { createScoreTable } from '../score-table.ts'
import { usePipelineDocument } from '../setup/use-setup-data.ts'
import { useScores } from '../use-experiment.ts'
import { findBankNode, readBankNode } from './bank-node.ts'
import type { RoutedVariant } from './stored-requests.ts'
import { collectRequests, findRouted } from './stored-requests.ts'
import styles from './threshold.module.css'
import { ThresholdTrial } from './threshold-trial.tsx'

export function ThresholdPanel({ report }: { report: Report }) {
  const say = useMessages()
  const { definition, manifest, id } = report.experiment
  const routed = useMemo(
    () => (manifest === null ? [] : findRouted(definition, manifest)),
    [definition, manifest],
  )
  const usable = routed.filter(({ isComplete }) => isComplete)
  const partial = new Set(report.variants.filter(isPartial).map(({ id: variant }) => variant))
  const [chosen, setChosen] = useState<RoutedVariant | null>(null)
  const open = usable.find((one) => one === chosen) ?? usable[0]
  if (open === undefined) {
    return (
      <EmptyState
        icon={SlidersHorizontal}
        title={say(routed.length === 0 ? 'compare.noRouted' : 'compare.noArms')}
        action={<Button onPress={() => navigateTo('compare', 'new', id)}>{say('compare.duplicate')}</Button>}
      >
        {say(routed.length === 0 ? 'compare.noRoutedText' : 'compare.noArmsText')}
      </EmptyState>
    )
  }
  if ([open.variant, ...open.sources].some(({ id: variant }) => partial.has(variant)))
    return <PartialTrial report={report} />
  return (
    <LoadedTrial
      key={`${open.variant.id} ${open.bank}`}
      report={report}
      routed={open}
      choices={usable}
      onChoose={setChosen}
    />
  )
}

/** The rows that are there are no fair part of all: what looks best on them may not be. */
function PartialTrial({ report }: { report: Report }) {
  const say = useMessages()
  const locale = useLocale()
  const { done, total } = report.experiment.cells
  return (
    <EmptyState icon={SlidersHorizontal} title={say('compare.partialTrial')}>
      {say('compare.partialTrialText', {
        done: formatCount(done, locale),
        total: formatCount(total, locale),
      })}
    </EmptyState>
  )
}

interface LoadedTrialProps {
  readonly report: Report
  readonly routed: RoutedVariant
  readonly choices: readonly RoutedVariant[]
  readonly onChoose: (routed: RoutedVariant) => void
}

/** Loads the pipeline, the bank and the cells, and prepares the simulation once. */
function LoadedTrial({ report, routed, choices, onChoose }: LoadedTrialProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const { variant, bank: bankId } = routed
  const metric = report.experiment.definition.primaryMetric
  const { revision, routing } = report.experiment.manifest?.variants[variant.id] ?? {}
  const pinned = routing?.[bankId]
  const scores = useScores(report.experiment)
  const document = usePipelineDocument(variant.pipeline, revision)
  // Only an experiment from before routing was pinned has to take the bank as it stands now.
  const bank = useQuery({
    queryKey: ['bank', bankId],
    queryFn: () => server.banks.get(bankId),
    enabled: pinned === undefined,
  })
  const routes = pinned ?? bank.data
  const node = useMemo(() => {
    const record = document.data === undefined ? undefined : findBankNode(document.data, bankId)
    return record === undefined || routes === undefined
      ? null
      : readBankNode(record, routes, variant.overrides)
  }, [document.data, routes, bankId, variant.overrides])
  const requests = useMemo(
    () => (scores.data === undefined ? null : collectRequests(createScoreTable(scores.data), routed, metric)),
    [scores.data, routed, metric],
  )
  const simulation = useMemo(
    () => (requests === null || node === null ? null : createSimulation(requests, node.rule)),
    [requests, node],
  )
  const error = scores.error ?? document.error ?? bank.error
  if (error !== null) return <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>
  if (simulation === null || node === null) {
    const isLoading = scores.isPending || document.isPending || routes === undefined
    return isLoading ? (
      <Loading>{say('ui.loading')}</Loading>
    ) : (
      <Notice tone="danger">{say('compare.noBankNode')}</Notice>
    )
  }
  return (
    <ThresholdTrial
      report={report}
      routed={routed}
      choices={choices}
      onChoose={onChoose}
      simulation={simulation}
      node={node}
      revision={revision}
    />
  )
}

function Loading({ children }: { children: ReactNode }) {
  return (
    <div className={styles['loading']} role="status">
      <Spinner /> {children}
    </div>
  )
}
