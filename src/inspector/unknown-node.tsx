/** A node of a type that is not installed, or of a version that cannot be brought to its own: shown as it is stored, kept as it is. */
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './inspector.module.css'
import { NodeHead } from './node-head.tsx'

export function UnknownNode({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const { record, definition } = node
  return (
    <>
      <NodeHead node={node} />
      <div className={styles['section']}>
        <Notice tone="caution">
          {definition === undefined
            ? say('inspector.unknownType', { type: record.type })
            : say(record.version > definition.version ? 'inspector.newerVersion' : 'inspector.notMigrated', {
                version: record.version,
                supported: definition.version,
              })}
        </Notice>
        <h3>{say('inspector.stored')}</h3>
        <pre className={styles['json']} tabIndex={0} aria-label={say('inspector.stored')}>
          {JSON.stringify(record.config, null, 2)}
        </pre>
      </div>
    </>
  )
}
