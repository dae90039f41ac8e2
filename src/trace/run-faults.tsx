/** What keeps the pipeline from running; each fault leads to its place. */
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { placeOfIssue } from '../document/issue-place.ts'
import { useIssueText } from '../forms/use-issue-text.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useEditor, useIssues, useRuns } from '../session/editor-context.tsx'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './run-faults.module.css'

/** More than these are counted only: the first ones usually cause the rest. */
const shownFaults = 4

export function RunFaults() {
  const say = useMessages()
  const issueText = useIssueText()
  const editor = useEditor()
  const goThere = (issue: DocumentIssue) => {
    const place = placeOfIssue(
      issue,
      editor.document.getState().document,
      editor.nodes,
      editor.stored.store.getState().find,
    )
    const { path } = editor.levels.store.getState()
    if (place !== null) void goToNodeInside(editor, [...path, place.node].join('/'), place.setting)
  }
  const issues = useIssues((state) => state.issues)
  if (issues.length === 0) return null
  return (
    <div className={styles['faults']}>
      <Notice tone="caution">
        <p>{say('trace.faults', { n: issues.length })}</p>
        <ul className={styles['list']}>
          {issues.slice(0, shownFaults).map((issue) => (
            <li key={`${issue.code}${issue.path}`}>
              <span>{issueText(issue)}</span>
              {issue.node === undefined ? null : (
                <Button isSmall variant="quiet" onPress={() => goThere(issue)}>
                  {say('trace.showFault')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

/** Why a run could not be shown; what failed in a turn of the chat is said there. */
export function RunFailure() {
  const failureText = useFailureText()
  const failure = useRuns((state) => state.failure)
  const isOfTurn = useRuns(({ turns }) => turns.some((turn) => turn.failure === failure))
  if (failure === null || isOfTurn) return null
  return (
    <div className={styles['faults']}>
      <Notice tone="danger">{failureText(failure)}</Notice>
    </div>
  )
}
