/** How a node stands, as a sign with a name: after a run its outcome, otherwise whether its settings are complete. */
import { Check, Clock, createLucideIcon, Minus, TriangleAlert, VolumeX, X } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { NodeState } from '../../runtime/core/trace/run-view.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import { Spinner } from '../ui/spinner.tsx'
import styles from './state-mark.module.css'

export interface StateMarkProps {
  readonly state: NodeState
  readonly isMuted: boolean
  readonly hasIssue: boolean
}

const marks: Readonly<Record<Exclude<NodeState, 'idle' | 'running'>, { icon: LucideIcon; tone: string }>> = {
  queued: { icon: Clock, tone: 'idle' },
  finished: { icon: Check, tone: 'clear' },
  failed: { icon: X, tone: 'danger' },
  skipped: { icon: Minus, tone: 'idle' },
}

export const stateKeys = {
  idle: 'canvas.stateIdle',
  queued: 'canvas.stateQueued',
  running: 'canvas.stateRunning',
  finished: 'canvas.stateFinished',
  failed: 'canvas.stateFailed',
  skipped: 'canvas.stateSkipped',
} as const satisfies Record<NodeState, MessageKey>

/** Lucide's own has eight paths, which 500 cards would bring eight times as often to what a page has to lay out. */
const CircleDashed = createLucideIcon('circle-dashed', [
  ['circle', { cx: 12, cy: 12, r: 10, strokeDasharray: '3.84 4.014', strokeDashoffset: 1.92, key: 'circle' }],
])

export function StateMark({ state, isMuted, hasIssue }: StateMarkProps) {
  const say = useMessages()
  const mark = (tone: string, icon: LucideIcon, label: string) => (
    <span className={joinClasses(styles['mark'], styles[tone])}>
      <Icon icon={icon} label={label} />
    </span>
  )
  if (state === 'running') {
    return (
      <span
        className={joinClasses(styles['mark'], styles['accent'])}
        role="img"
        aria-label={say(stateKeys.running)}
      >
        <Spinner />
      </span>
    )
  }
  // What the next run does counts for more than what the last one did.
  if (isMuted && state !== 'failed') return mark('idle', VolumeX, say('canvas.stateMuted'))
  if (state !== 'idle') return mark(marks[state].tone, marks[state].icon, say(stateKeys[state]))
  if (hasIssue) return mark('caution', TriangleAlert, say('canvas.stateIncomplete'))
  return mark('idle', CircleDashed, say(stateKeys.idle))
}
