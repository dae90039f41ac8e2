/** JSON as a tree that opens branch by branch; long lists and texts show their beginning first. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './json-tree.module.css'

const textLimit = 240
const memberStep = 50
/** Branches this deep are open at first. */
const openDepth = 1

export function JsonTree({ value }: { value: Json }) {
  return (
    <div className={styles['tree']}>
      <JsonValue value={value} depth={0} />
    </div>
  )
}

function JsonValue({ value, depth }: { value: Json; depth: number }) {
  if (typeof value === 'string') return <JsonText text={value} />
  if (typeof value !== 'object' || value === null) {
    return <code className={styles['literal']}>{String(value)}</code>
  }
  return <Branch value={value} depth={depth} />
}

function JsonText({ text }: { text: string }) {
  const say = useMessages()
  const [isWhole, setIsWhole] = useState(false)
  const isLong = text.length > textLimit
  return (
    <span className={styles['text']}>
      “{isLong && !isWhole ? `${text.slice(0, textLimit)}…` : text}”
      {isLong ? (
        <button type="button" className={styles['more']} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? say('trace.less') : say('trace.wholeText', { n: text.length })}
        </button>
      ) : null}
    </span>
  )
}

function Branch({ value, depth }: { value: Json[] | { [key: string]: Json }; depth: number }) {
  const say = useMessages()
  const [isOpen, setIsOpen] = useState(depth < openDepth)
  const [shown, setShown] = useState(memberStep)
  const members = Object.entries(value)
  const summary = Array.isArray(value)
    ? say('trace.items', { n: members.length })
    : say('trace.fields', { n: members.length })
  if (members.length === 0)
    return <code className={styles['literal']}>{Array.isArray(value) ? '[]' : '{}'}</code>
  return (
    <div className={styles['branch']}>
      <button
        type="button"
        className={styles['toggle']}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon icon={isOpen ? ChevronDown : ChevronRight} size={12} />
        {summary}
      </button>
      {isOpen ? (
        <ul className={styles['members']}>
          {members.slice(0, shown).map(([name, member]) => (
            <li key={name}>
              <span className={styles['name']}>{name}</span>
              <JsonValue value={member} depth={depth + 1} />
            </li>
          ))}
          {members.length > shown ? (
            <li>
              <button type="button" className={styles['more']} onClick={() => setShown(shown + memberStep)}>
                {say('trace.moreItems', { n: members.length - shown })}
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}
