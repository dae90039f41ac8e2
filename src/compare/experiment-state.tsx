/** The state of an experiment in a word, and how far it is. */
import { CircleCheck, CirclePause, CircleX, Clock, Play } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ExperimentSummary } from '../../runtime/core/wire/experiments.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { Tone } from '../ui/badge.tsx'
import { Badge } from '../ui/badge.tsx'
import { formatCount, formatDuration } from '../ui/format-number.ts'
import { Progress } from '../ui/progress.tsx'

type State = ExperimentSummary['state']

const states: Readonly<
  Record<
    State,
    {
      readonly key: Extract<MessageKey, `compare.state${string}`>
      readonly tone: Tone
      readonly icon: LucideIcon
    }
  >
> = {
  planned: { key: 'compare.statePlanned', tone: 'neutral', icon: Clock },
  running: { key: 'compare.stateRunning', tone: 'accent', icon: Play },
  stopped: { key: 'compare.stateStopped', tone: 'caution', icon: CirclePause },
  complete: { key: 'compare.stateComplete', tone: 'clear', icon: CircleCheck },
  failed: { key: 'compare.stateFailed', tone: 'danger', icon: CircleX },
}

export function StateBadge({ state }: { state: State }) {
  const say = useMessages()
  const { key, tone, icon } = states[state]
  return (
    <Badge tone={tone} icon={icon}>
      {say(key)}
    </Badge>
  )
}

/** A bar while it runs or waits half-way; a count once it is whole. */
export function ExperimentProgress({ experiment }: { experiment: ExperimentSummary }) {
  const say = useMessages()
  const locale = useLocale()
  const { cells, state, remainingMs } = experiment
  const { done, failed, total } = cells
  const figures = { done: formatCount(done, locale), total: formatCount(total, locale) }
  const failures = failed === 0 ? '' : ` · ${say('compare.failed', { n: formatCount(failed, locale) })}`
  // How many there will be is known from the start on.
  if (state === 'planned') return total === 0 ? '–' : say('compare.cellsPlanned', { total: figures.total })
  if (state === 'complete') return `${say('compare.cellsDone', { total: figures.total })}${failures}`
  const left =
    state === 'running' && remainingMs !== null
      ? ` · ${say('compare.timeLeft', { time: formatDuration(roundTime(remainingMs), locale) })}`
      : ''
  return (
    <Progress
      label={say('compare.progress')}
      value={total === 0 ? 0 : done / total}
      valueText={`${say('compare.cellsOf', figures)}${failures}${left}`}
    />
  )
}

/** Whole seconds: finer than that an estimate only flickers. */
function roundTime(remainingMs: number): number {
  return Math.max(1, Math.round(remainingMs / 1_000)) * 1_000
}
