/** Two runs of the editor's history side by side, wherever its runs happen. */
import { ArrowLeft } from 'lucide-react'
import { emptyRunView, reduceTrace } from '../../../runtime/core/trace/run-view.ts'
import type { RunView } from '../../../runtime/core/trace/run-view.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import type { Runner } from '../../runs/runner.ts'
import { useEditor } from '../../session/editor-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useLoaded } from '../use-loaded.ts'
import styles from './runs-compared.module.css'
import { RunsCompared } from './runs-compared.tsx'

export interface HistoryComparedProps {
  readonly pair: readonly [string, string]
  readonly onBack: () => void
  readonly onOpen: (runId: string) => void
}

export function HistoryCompared({ pair, onBack, onOpen }: HistoryComparedProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const { runner } = useEditor()
  const loaded = useLoaded(pair.join(' '), async () => {
    const [a, b] = await Promise.all(pair.map((runId) => readRun(runner, runId)))
    return { a: a ?? emptyRunView, b: b ?? emptyRunView }
  })
  return (
    <div className={styles['drawer']}>
      <div className={styles['back']}>
        <Button isSmall variant="quiet" icon={ArrowLeft} onPress={onBack}>
          {say('trace.history')}
        </Button>
      </div>
      {loaded.state === 'loading' ? <Spinner /> : null}
      {loaded.state === 'failed' ? (
        <Notice tone="danger">{failureText(toFailure(loaded.error).toJSON())}</Notice>
      ) : null}
      {loaded.state === 'ready' ? (
        <RunsCompared
          a={loaded.value.a}
          b={loaded.value.b}
          open={({ runId }, label) => (
            <button type="button" className={styles['link']} onClick={() => onOpen(runId ?? '')}>
              {label}
            </button>
          )}
        />
      ) : null}
    </div>
  )
}

async function readRun(runner: Runner | null, runId: string): Promise<RunView> {
  let view = emptyRunView
  if (runner === null) return view
  for await (const event of runner.trace(runId, new AbortController().signal)) view = reduceTrace(view, event)
  return view
}
