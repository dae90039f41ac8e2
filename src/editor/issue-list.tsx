/** What is wrong with the pipeline, in one list; each entry leads to its place. */
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { placeOfIssue } from '../document/issue-place.ts'
import { useIssueText } from '../forms/use-issue-text.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useEditor, useIssues } from '../session/editor-context.tsx'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import { Button } from '../ui/button.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { Icon } from '../ui/icon.tsx'
import popover from '../ui/popover.module.css'
import { usePortalProps } from '../ui/portal-root.ts'
import styles from './editor-head.module.css'

export function IssueList() {
  const say = useMessages()
  const portal = usePortalProps()
  const issues = useIssues((state) => state.issues)
  const isChecked = useIssues((state) => state.isChecked)
  if (issues.length === 0) {
    return (
      <span className={styles['fine']} role="status" data-checked={isChecked}>
        <Icon icon={CircleCheck} size={14} />
        {say('document.noIssues')}
      </span>
    )
  }
  return (
    <DialogTrigger>
      <Button variant="quiet" icon={TriangleAlert} className={styles['issues']}>
        {say('document.issues', { n: issues.length })}
      </Button>
      <Popover
        {...portal}
        placement="bottom end"
        className={joinClasses(popover['popover'], popover['menu'])}
      >
        <Dialog aria-label={say('document.issueList')} className={popover['list'] ?? ''}>
          {({ close }) => (
            <ul>
              {issues.map((issue) => (
                <li key={`${issue.path} ${issue.code}`}>
                  <IssueEntry issue={issue} onClose={close} />
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function IssueEntry({ issue, onClose }: { issue: DocumentIssue; onClose: () => void }) {
  const issueText = useIssueText()
  const editor = useEditor()
  const { session } = editor
  const goThere = () => {
    onClose()
    const place = placeOfIssue(
      issue,
      editor.document.getState().document,
      editor.nodes,
      editor.stored.store.getState().find,
    )
    const { path } = editor.levels.store.getState()
    if (place !== null) void goToNodeInside(editor, [...path, place.node].join('/'), place.setting)
    else if (issue.edge !== undefined) session.getState().select([], [issue.edge])
  }
  return (
    <AriaButton className={styles['issue'] ?? ''} onPress={goThere}>
      {issueText(issue)}
    </AriaButton>
  )
}
