/** What one can do with the run on show: walk through it step by step on the canvas, or take its inputs for the next one. */
import { ClipboardPaste, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { readTraced } from '../runs/read-traced.ts'
import type { ReplayStep } from '../runs/replay.ts'
import { listSteps } from '../runs/replay.ts'
import { useEditor, useRuns } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import { ReplayBar } from './replay-bar.tsx'
import styles from './run-tools.module.css'

interface Replay {
  readonly runId: string
  readonly steps: readonly ReplayStep[]
}

export function RunTools({ onLoaded }: { onLoaded: () => void }) {
  const say = useMessages()
  const { runner, runs } = useEditor()
  const runId = useRuns(({ view }) => view.runId)
  const isRunning = useRuns((state) => state.isRunning)
  const [replay, setReplay] = useState<Replay | null>(null)
  if (runner === null || runId === undefined || isRunning) return null
  const attempt = async (action: () => Promise<void>) => {
    try {
      await action()
    } catch (error) {
      runs.setState({ failure: toFailure(error).toJSON() })
    }
  }
  const start = () =>
    attempt(async () => {
      const events: TraceEvent[] = []
      for await (const event of runner.trace(runId, new AbortController().signal)) events.push(event)
      setReplay({ runId, steps: listSteps(events) })
    })
  const load = () =>
    attempt(async () => {
      runs.getState().setDraft(await readTraced(runs.getState().view.inputs, runner.value))
      onLoaded()
    })
  // Another run was opened meanwhile.
  if (replay !== null && replay.runId === runId)
    return <ReplayBar steps={replay.steps} onEnd={() => setReplay(null)} />
  return (
    <div className={styles['tools']}>
      <Button icon={RotateCcw} isSmall onPress={() => void start()}>
        {say('trace.replay')}
      </Button>
      <Button icon={ClipboardPaste} isSmall onPress={() => void load()}>
        {say('trace.loadInputs')}
      </Button>
    </div>
  )
}
