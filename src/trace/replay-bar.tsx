/** Walks through a recorded run on the canvas, by single steps or at a chosen speed. */
import { ChevronLeft, ChevronRight, Pause, Play, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { ReplayStep } from '../runs/replay.ts'
import { useEditor } from '../session/editor-context.tsx'
import { formatDuration } from '../ui/format-number.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Select } from '../ui/select.tsx'
import { Slider } from '../ui/slider.tsx'
import styles from './run-tools.module.css'
import { useNodeNames } from './trace-context.tsx'

/** Steps a second. */
const speeds = [1, 2, 5, 10] as const

/** Where a replay stands; the canvas shows the run as it was then. */
function useReplay(steps: readonly ReplayStep[]) {
  const { runs } = useEditor()
  const [at, setAt] = useState(0)
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(2)
  const last = steps.length - 1
  const step = steps[at]
  useEffect(() => {
    if (step !== undefined) runs.setState({ view: step.view })
  }, [runs, step])
  // However one leaves, the run stands there whole again, unless another one has taken its place.
  useEffect(() => {
    const whole = steps.at(-1)?.view
    return () => {
      const { view, isRunning } = runs.getState()
      if (whole !== undefined && view.runId === whole.runId && !isRunning) runs.setState({ view: whole })
    }
  }, [runs, steps])
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setTimeout(() => {
      setAt(Math.min(last, at + 1))
      if (at + 1 >= last) setIsPlaying(false)
    }, 1_000 / speed)
    return () => clearTimeout(timer)
  }, [isPlaying, at, last, speed])
  const go = (to: number) => {
    setIsPlaying(false)
    setAt(Math.min(last, Math.max(0, to)))
  }
  const play = () => {
    if (!isPlaying && at >= last) setAt(0)
    setIsPlaying(!isPlaying)
  }
  return { at, last, step, isPlaying, speed, setSpeed, go, play }
}

export function ReplayBar({ steps, onEnd }: { steps: readonly ReplayStep[]; onEnd: () => void }) {
  const say = useMessages()
  const locale = useLocale()
  const { titleOf } = useNodeNames()
  const { at, last, step, isPlaying, speed, setSpeed, go, play } = useReplay(steps)
  const event = step?.event
  return (
    <div className={styles['tools']} role="group" aria-label={say('trace.replay')}>
      <IconButton
        label={say('trace.replayBack')}
        icon={ChevronLeft}
        isDisabled={at === 0}
        onPress={() => go(at - 1)}
      />
      <IconButton
        label={say(isPlaying ? 'trace.replayPause' : 'trace.replayPlay')}
        icon={isPlaying ? Pause : Play}
        onPress={play}
      />
      <IconButton
        label={say('trace.replayNext')}
        icon={ChevronRight}
        isDisabled={at >= last}
        onPress={() => go(at + 1)}
      />
      <div className={styles['slider']}>
        <Slider
          label={say('trace.replayStep')}
          isLabelHidden
          isOutputHidden
          value={at + 1}
          minValue={1}
          maxValue={steps.length}
          onChange={(value) => go(value - 1)}
        />
      </div>
      <Select
        label={say('trace.replaySpeed')}
        isLabelHidden
        items={speeds.map((count) => ({ id: String(count), label: say('trace.replayRate', { n: count }) }))}
        value={String(speed)}
        onChange={(id) => setSpeed(speeds.find((count) => String(count) === id) ?? 2)}
      />
      <span className={styles['step']} data-testid="replay-step">
        {say('trace.replayAt', { step: at + 1, n: steps.length })}
        {event === undefined ? null : (
          <>
            {' · '}
            {formatDuration(event.at, locale)} <code>{event.type}</code>{' '}
            {'node' in event ? titleOf(event.node) : ''}
          </>
        )}
      </span>
      <IconButton label={say('trace.replayEnd')} icon={X} onPress={onEnd} />
    </div>
  )
}
