/** What went wrong in a node and what to do, below its card, with the way to try again from there. */
import { RotateCcw } from 'lucide-react'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useRuns } from '../session/editor-context.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { Button } from '../ui/button.tsx'
import styles from './node-card.module.css'

export function CardFailure({ id, error }: { id: string; error: FailureData }) {
  const say = useMessages()
  const failureText = useFailureText()
  const { runOn } = useRunActions()
  const isRunning = useRuns((state) => state.isRunning)
  return (
    <div className={joinClasses(styles['failure'], 'nodrag', 'nopan')} data-testid="node-failure">
      <p title={failureText(error)}>{failureText(error)}</p>
      <Button isSmall icon={RotateCcw} isDisabled={isRunning} onPress={() => void runOn({ from: id })}>
        {say('trace.retry')}
      </Button>
    </div>
  )
}
