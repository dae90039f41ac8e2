/** What keeps the pipeline from running; each fault leads to its place. */
import { settingOf } from '../document/issue-store.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useEditor, useIssues } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './run-faults.module.css'

/** More than these are counted only: the first ones usually cause the rest. */
const shownFaults = 4

export function RunFaults() {
  const say = useMessages()
  const failureText = useFailureText()
  const { session } = useEditor()
  const issues = useIssues((state) => state.issues)
  if (issues.length === 0) return null
  return (
    <div className={styles['faults']}>
      <Notice tone="caution">
        <p>{say('trace.faults', { n: issues.length })}</p>
        <ul className={styles['list']}>
          {issues.slice(0, shownFaults).map((issue) => (
            <li key={`${issue.code}${issue.path}`}>
              <span>{failureText(issue)}</span>
              {issue.node === undefined ? null : (
                <Button
                  isSmall
                  variant="quiet"
                  onPress={() => session.getState().goToNode(issue.node ?? '', settingOf(issue))}
                >
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
