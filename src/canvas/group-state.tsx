/** What a collapsed group says of the nodes that it hides: it listens to the worst of them and to how many problems they have. */
import { TriangleAlert } from 'lucide-react'
import type { NodeState, RunView } from '../../runtime/core/trace/run-view.ts'
import type { GroupRecord } from '../document/group-commands.ts'
import { StateMark } from '../drawing/state-mark.tsx'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useIssues, useRunView } from '../session/editor-context.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './group-frames.module.css'

/** What is to be told first comes first. */
const order: readonly NodeState[] = ['failed', 'running', 'queued', 'finished', 'skipped']

export function worstState({ nodes: views }: RunView, nodes: readonly string[]): NodeState {
  const states = new Set(nodes.map((id) => views[id]?.state))
  return order.find((state) => states.has(state)) ?? 'idle'
}

function useIssueCount({ nodes }: GroupRecord): number {
  return useIssues(({ byNode }) => nodes.reduce((sum, id) => sum + (byNode.get(id)?.length ?? 0), 0))
}

export function GroupState({ group }: { group: GroupRecord }) {
  const state = useRunView((run) => worstState(run, group.nodes))
  const isMuted = useDocument(({ document: { nodes } }) =>
    nodes.every(({ id, muted }) => muted === true || !group.nodes.includes(id)),
  )
  const issues = useIssueCount(group)
  return (
    <span className={styles['state']}>
      <StateMark state={state} isMuted={isMuted} hasIssue={issues > 0} />
    </span>
  )
}

export function GroupFacts({ group }: { group: GroupRecord }) {
  const say = useMessages()
  const issues = useIssueCount(group)
  return (
    <p className={styles['count']}>
      <span>{say('document.nodeCount', { n: group.nodes.length })}</span>
      {issues === 0 ? null : (
        <span className={styles['issues']}>
          <Icon icon={TriangleAlert} size={14} />
          {say('document.issues', { n: issues })}
        </span>
      )}
    </p>
  )
}
