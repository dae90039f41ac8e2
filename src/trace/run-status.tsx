/** How a run stands, in a word and a sign. */
import type { LucideIcon } from 'lucide-react'
import { Ban, Check, CircleDashed, LoaderCircle, Unplug, X } from 'lucide-react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { Tone } from '../ui/badge.tsx'
import { Badge } from '../ui/badge.tsx'

type Status = RunView['status']

export const statusKeys = {
  idle: 'runs.statusIdle',
  running: 'runs.statusRunning',
  succeeded: 'runs.statusSucceeded',
  failed: 'runs.statusFailed',
  cancelled: 'runs.statusCancelled',
  interrupted: 'runs.statusInterrupted',
} as const

const looks: Readonly<Record<Status, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  idle: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'accent', icon: LoaderCircle },
  succeeded: { tone: 'clear', icon: Check },
  failed: { tone: 'danger', icon: X },
  cancelled: { tone: 'neutral', icon: Ban },
  interrupted: { tone: 'caution', icon: Unplug },
}

export function RunStatusBadge({ status }: { status: Status }) {
  const say = useMessages()
  return (
    <Badge tone={looks[status].tone} icon={looks[status].icon}>
      {say(statusKeys[status])}
    </Badge>
  )
}
