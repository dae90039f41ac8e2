/** What a node is: its type, its name, whether it takes part, and what it does. */
import type { CSSProperties } from 'react'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { muteNodes, renameNode } from '../document/commands.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './inspector.module.css'

/** As long as a name can be in a document. */
const maxNameLength = 120

export function NodeHead({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const texts = useNodeTexts()
  const { document: documents } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const { record, definition } = node
  const title = definition === undefined ? record.type : texts.titleOf(definition)
  return (
    <header className={styles['head']}>
      <div className={styles['type']} style={{ '--tone': nodeTone(definition) } as CSSProperties}>
        <Icon icon={nodeIcon(definition)} />
        <h2>{title}</h2>
        <span className={styles['version']}>{say('inspector.version', { version: record.version })}</span>
      </div>
      {definition === undefined ? null : <p className={styles['summary']}>{texts.summaryOf(definition)}</p>}
      <div data-setting="(name)">
        <TextField
          label={say('inspector.name')}
          value={record.name ?? ''}
          placeholder={title}
          maxLength={maxNameLength}
          isReadOnly={isReadOnly}
          autoComplete="off"
          onChange={(name) => documents.getState().apply(renameNode(record.id, name))}
        />
      </div>
      <div className={styles['row']}>
        <Switch
          label={say('inspector.muted')}
          isSelected={record.muted === true}
          isDisabled={isReadOnly}
          onChange={(isMuted) => documents.getState().apply(muteNodes(new Set([record.id]), isMuted))}
        />
        <code className={styles['id']} title={say('inspector.id')}>
          {record.id}
        </code>
      </div>
    </header>
  )
}
