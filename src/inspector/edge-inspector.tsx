/** A wire: where it comes from, where it goes, what it carries. */
import { ArrowDown, Trash2 } from 'lucide-react'
import type { EdgeRecord } from '../../runtime/core/document/document.ts'
import type { Port } from '../../runtime/core/node/ports.ts'
import { PortShape } from '../drawing/port-shape.tsx'
import { portTypeKeys } from '../drawing/port-texts.ts'
import { deleteItems } from '../document/commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { useIssueText } from '../forms/use-issue-text.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor, useIssues } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './inspector.module.css'

export function EdgeInspector({ edge }: { edge: EdgeRecord }) {
  const say = useMessages()
  const issueText = useIssueText()
  const { document: documents, session } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const issues = useIssues((state) => state.issues).filter((issue) => issue.edge === edge.id)
  return (
    <div className={styles['section']}>
      <h2>{say('inspector.wire')}</h2>
      {issues.map((issue) => (
        <Notice key={issue.path + issue.code} tone="caution">
          {issueText(issue)}
        </Notice>
      ))}
      <EdgeEnd edge={edge} side="from" />
      <Icon icon={ArrowDown} className={styles['faint']} />
      <EdgeEnd edge={edge} side="to" />
      <div>
        <Button
          variant="danger"
          icon={Trash2}
          isDisabled={isReadOnly}
          onPress={() => {
            documents.getState().apply(deleteItems(new Set(), new Set([edge.id])))
            session.getState().select([])
          }}
        >
          {say('inspector.deleteWire')}
        </Button>
      </div>
    </div>
  )
}

function EdgeEnd({ edge, side }: { edge: EdgeRecord; side: 'from' | 'to' }) {
  const say = useMessages()
  const texts = useNodeTexts()
  const { nodes, session } = useEditor()
  const end = edge[side]
  const record = useDocument(({ document }) => document.nodes.find(({ id }) => id === end.node))
  const resolved = record === undefined ? undefined : resolveNode(record, nodes)
  const port = resolved?.[side === 'from' ? 'outputs' : 'inputs'][end.port]
  const portTitle = portTitleOf(resolved, side, end.port, port, texts)
  return (
    <div className={styles['end']}>
      <span className={styles['label']}>{say(side === 'from' ? 'inspector.from' : 'inspector.to')}</span>
      <Button isSmall variant="quiet" onPress={() => session.getState().goToNode(end.node)}>
        {record?.name ?? (resolved?.definition === undefined ? end.node : texts.titleOf(resolved.definition))}
      </Button>
      <span className={styles['port']}>
        {port === undefined ? null : <PortShape type={port.type} />}
        {portTitle}
        <span className={styles['faintText']}>
          {port === undefined ? say('inspector.portGone') : say(portTypeKeys[port.type])}
        </span>
      </span>
    </div>
  )
}

function portTitleOf(
  node: ResolvedNode | undefined,
  side: 'from' | 'to',
  name: string,
  port: Port | undefined,
  texts: ReturnType<typeof useNodeTexts>,
): string {
  if (node?.definition === undefined || port === undefined) return name
  return texts.portTitleOf(node.definition, side === 'from' ? 'outputs' : 'inputs', name, port)
}
