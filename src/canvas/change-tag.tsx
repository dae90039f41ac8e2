/** Says on a card what became of its node between two versions. */
import type { ChangeMark } from '../document/diff-documents.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import styles from './change-tag.module.css'

const keys = {
  added: 'changes.added',
  removed: 'changes.removed',
  changed: 'changes.changed',
} as const satisfies Record<ChangeMark, MessageKey>

export function ChangeTag({ mark }: { readonly mark: ChangeMark }) {
  const say = useMessages()
  return (
    <span className={styles['tag']} data-mark={mark}>
      {say(keys[mark])}
    </span>
  )
}
