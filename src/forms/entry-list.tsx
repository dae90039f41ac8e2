/** A list whose entries fold, move and go: by buttons, or with Alt and an arrow key on an entry. */
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Plus, TriangleAlert, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { withEntry, withEntryMoved, withoutEntry } from './entries.ts'
import { FieldError } from './field-error.tsx'
import type { ChangeValue, FormField } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

export interface EntryListProps {
  readonly field: FormField
  readonly path: string
  readonly entries: readonly Json[]
  readonly onChange: ChangeValue
  /** Stable while the entry moves, where the entry has something stable. */
  readonly keyOf: (entry: Json, index: number) => string
  readonly titleOf: (entry: Json, index: number) => string
  readonly summaryOf?: (entry: Json, index: number) => string | undefined
  /** Beside the title, before the buttons. */
  readonly asideOf?: (entry: Json, index: number) => ReactNode
  readonly renderEntry: (entry: Json, index: number, onChange: ChangeValue) => ReactNode
  readonly makeEntry: () => Json
  readonly addLabel: string
  /** What stands below the last entry and is none. */
  readonly footer?: ReactNode
  /** Beside the button that adds. */
  readonly tools?: ReactNode
}

/** Where the focus should go after the list was drawn anew: an entry, or the button that adds. */
interface FocusTarget {
  readonly key: string | null
}

export function EntryList(props: EntryListProps) {
  const { field, path, entries, onChange, keyOf, makeEntry, footer } = props
  const say = useMessages()
  const { isReadOnly, announce } = useFormScope()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { root, focus } = useFocusAfter()

  const toggle = (key: string) => {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }
  /** Entries keep being open or not, also those known by their place only. */
  const put = (next: readonly Json[]) => {
    const wasOpen = (entry: Json) => {
      const at = entries.indexOf(entry)
      return at >= 0 && open.has(keyOf(entry, at))
    }
    setOpen(new Set(next.flatMap((entry, index) => (wasOpen(entry) ? [keyOf(entry, index)] : []))))
    onChange([...next])
  }
  const move = (from: number, to: number) => {
    const entry = entries[from]
    if (isReadOnly || entry === undefined || to < 0 || to >= entries.length) return
    put(withEntryMoved(entries, from, to))
    announce(say('forms.moved', { name: props.titleOf(entry, from), n: to + 1, total: entries.length }))
    focus({ key: keyOf(entry, to) })
  }
  const remove = (at: number) => {
    const next = entries[at + 1] ?? entries[at - 1]
    put(withoutEntry(entries, at))
    focus({ key: next === undefined ? null : keyOf(next, Math.min(at, entries.length - 2)) })
  }
  const add = () => {
    const entry = makeEntry()
    const key = keyOf(entry, entries.length)
    onChange([...entries, entry])
    setOpen(new Set([...open, key]))
    focus({ key })
  }

  return (
    <div ref={root} className={styles['stack']} role="group" aria-label={field.title}>
      <div className={styles['listHead']}>
        <span className={styles['listTitle']}>{field.title}</span>
        {field.description === undefined ? null : <span className={styles['help']}>{field.description}</span>}
      </div>
      <FieldError path={path} />
      <ol className={styles['entries']}>
        {entries.map((entry, index) => {
          const key = keyOf(entry, index)
          return (
            <EntryItem
              key={key}
              {...props}
              id={key}
              entry={entry}
              index={index}
              isOpen={open.has(key)}
              onToggle={() => toggle(key)}
              onMove={(by) => move(index, index + by)}
              onRemove={() => remove(index)}
            />
          )
        })}
      </ol>
      {footer}
      <div className={styles['listTools']}>
        <span data-add="">
          <Button isSmall icon={Plus} onPress={add} isDisabled={isReadOnly}>
            {props.addLabel}
          </Button>
        </span>
        {props.tools}
      </div>
    </div>
  )
}

function useFocusAfter() {
  const root = useRef<HTMLDivElement>(null)
  const [target, setTarget] = useState<FocusTarget | null>(null)
  useEffect(() => {
    if (target === null) return
    const at = target.key === null ? '[data-add]' : `[data-entry="${CSS.escape(target.key)}"]`
    root.current?.querySelector<HTMLElement>(`${at} button`)?.focus()
  }, [target])
  return { root, focus: setTarget }
}

interface EntryItemProps extends EntryListProps {
  readonly id: string
  readonly entry: Json
  readonly index: number
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onMove: (by: number) => void
  readonly onRemove: () => void
}

function EntryItem(props: EntryItemProps) {
  const { id, entry, index, isOpen, onToggle, onMove, path, entries, onChange } = props
  const { errors } = useFormScope()
  const isInvalid = errors.isWithin(`${path}/${index}`)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li
      className={styles['entry']}
      data-entry={id}
      data-setting={`${path}/${index}`}
      data-invalid={isInvalid ? '' : undefined}
    >
      <div className={styles['entryHead']} onKeyDown={onKeyDown}>
        <AriaButton className={styles['entryToggle'] ?? ''} aria-expanded={isOpen} onPress={onToggle}>
          <Icon icon={isOpen ? ChevronDown : ChevronRight} size={14} />
          <span className={styles['entryTexts']}>
            <span>{props.titleOf(entry, index)}</span>
            {isOpen ? null : <span className={styles['help']}>{props.summaryOf?.(entry, index)}</span>}
          </span>
          {isInvalid ? <InvalidSign /> : null}
        </AriaButton>
        {props.asideOf?.(entry, index)}
        <EntryTools {...props} />
      </div>
      {isOpen ? (
        <div className={styles['entryBody']}>
          {props.renderEntry(entry, index, (value, step) =>
            onChange(withEntry(entries, index, value ?? null), step),
          )}
          <FieldError path={`${path}/${index}`} />
        </div>
      ) : null}
    </li>
  )
}

function InvalidSign() {
  const say = useMessages()
  return (
    <span className={styles['error']}>
      <Icon icon={TriangleAlert} size={14} label={say('forms.hasError')} />
    </span>
  )
}

function EntryTools({ entry, index, entries, titleOf, onMove, onRemove }: EntryItemProps) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const name = titleOf(entry, index)
  return (
    <>
      <IconButton
        isSmall
        label={say('forms.moveUp', { name })}
        shortcut="Alt ↑"
        icon={ArrowUp}
        isDisabled={isReadOnly || index === 0}
        onPress={() => onMove(-1)}
      />
      <IconButton
        isSmall
        label={say('forms.moveDown', { name })}
        shortcut="Alt ↓"
        icon={ArrowDown}
        isDisabled={isReadOnly || index === entries.length - 1}
        onPress={() => onMove(1)}
      />
      <IconButton
        isSmall
        label={say('forms.removeNamed', { name })}
        icon={X}
        isDisabled={isReadOnly}
        onPress={onRemove}
      />
    </>
  )
}
