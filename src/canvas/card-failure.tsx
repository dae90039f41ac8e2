/** What went wrong in a node and what to do, below its card, with the way to try again from there. */
import { RotateCcw } from 'lucide-react'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { createNaming, nameParams } from '../document/naming.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useEditor, useLevel, useRuns } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { joinClasses } from '../ui/class-names.ts'
import { Button } from '../ui/button.tsx'
import styles from './node-card.module.css'

/** With the names of the canvas in place of ids. */
function useCardFailureText(): (failure: FailureData) => string {
  const { document: documents, nodes } = useEditor()
  const texts = useNodeTexts()
  const failureText = useFailureText()
  return ({ code, params }) => {
    const naming = createNaming(documents.getState().document, nodes, texts)
    return failureText({ code, params: nameParams(code, params, naming) })
  }
}

export function CardFailure({ id, error }: { id: string; error: FailureData }) {
  const say = useMessages()
  const failureText = useCardFailureText()
  const { runOn } = useRunActions()
  const isRunning = useRuns((state) => state.isRunning)
  // A run goes on from a node of the whole.
  const isInside = useLevel(({ path }) => path.length > 0)
  return (
    <div className={joinClasses(styles['failure'], 'nodrag', 'nopan')} data-testid="node-failure">
      <p title={failureText(error)}>{failureText(error)}</p>
      {isInside ? null : (
        <Button isSmall icon={RotateCcw} isDisabled={isRunning} onPress={() => void runOn({ from: id })}>
          {say('trace.retry')}
        </Button>
      )}
    </div>
  )
}
