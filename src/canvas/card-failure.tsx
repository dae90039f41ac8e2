/** What went wrong in a node and what to do, below its card, with the way to try again from there. */
import { LogIn, RotateCcw } from 'lucide-react'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { levelOf } from '../document/inside-node.ts'
import { createNaming, nameParams } from '../document/naming.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { innerPath, placeOfFailure } from '../runs/sub-runs.ts'
import { prefixInside, viewInside } from '../runs/view-inside.ts'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useEditor, useLevel, useRuns } from '../session/editor-context.tsx'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { joinClasses } from '../ui/class-names.ts'
import { Button } from '../ui/button.tsx'
import styles from './node-card.module.css'

/** With the names of the canvas in place of ids; what failed inside a node is called by its name in there. */
function useCardFailureText(): (failure: FailureData) => string {
  const { document: documents, nodes } = useEditor()
  const texts = useNodeTexts()
  const failureText = useFailureText()
  const say = useMessages()
  return ({ code, params, node, path }) => {
    const { document } = documents.getState()
    const inner = innerPath(path)
    const naming = createNaming(levelOf(document, nodes, [node ?? '', ...inner]), nodes, texts)
    const text = failureText({ code, params: nameParams(code, params, naming) })
    const last = inner.at(-1)
    return last === undefined ? text : say('canvas.failedInside', { title: naming.nodeOf(last), text })
  }
}

export function CardFailure({ id, error }: { id: string; error: FailureData }) {
  const say = useMessages()
  const editor = useEditor()
  const failureText = useCardFailureText()
  const { runOn } = useRunActions()
  const isRunning = useRuns((state) => state.isRunning)
  const path = useLevel((state) => state.path)
  const pathInRun = () => {
    const { view, items } = editor.runs.getState()
    return prefixInside(view, path, items)
  }
  const showInside = () => {
    const { view, items } = editor.runs.getState()
    const place = placeOfFailure(viewInside(view, path, items), { ...error, node: id })
    void goToNodeInside(editor, pathInRun() + (place ?? id))
  }
  return (
    <div className={joinClasses(styles['failure'], 'nodrag', 'nopan')} data-testid="node-failure">
      <p title={failureText(error)}>{failureText(error)}</p>
      {innerPath(error.path).length > 0 ? (
        <Button isSmall icon={LogIn} onPress={showInside}>
          {say('canvas.showInside')}
        </Button>
      ) : null}
      <Button
        isSmall
        icon={RotateCcw}
        isDisabled={isRunning}
        onPress={() => void runOn({ from: pathInRun() + id })}
      >
        {say('trace.retry')}
      </Button>
    </div>
  )
}
