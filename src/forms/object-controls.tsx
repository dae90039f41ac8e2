/** Objects, lists and records of anything. */
import { Plus, X } from 'lucide-react'
import type { Json } from '../../runtime/core/values.ts'
import { newPortName } from '../document/new-id.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { asList, asRecord, withMember } from './entries.ts'
import { EntryList } from './entry-list.tsx'
import { FieldError } from './field-error.tsx'
import type { ControlProps, FormField } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { MemberFields } from './member-fields.tsx'
import { blankValue } from './read-fields.ts'
import { useDraft } from './use-draft.ts'

export function ObjectControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const applied = effectiveValue(field, value)
  const isThere = applied !== undefined && applied !== null
  const canBeAbsent = field.isNullable || !field.isRequired
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['groupTitle']}>{field.title}</legend>
      {field.description === undefined ? null : <span className={styles['help']}>{field.description}</span>}
      {isThere || !canBeAbsent ? (
        <MemberFields members={field.members ?? []} path={path} value={applied ?? {}} onChange={onChange} />
      ) : null}
      <FieldError path={path} />
      {!canBeAbsent || field.default !== undefined ? null : isThere ? (
        <Button
          isSmall
          variant="quiet"
          icon={X}
          isDisabled={isReadOnly}
          onPress={() => onChange(field.isNullable ? null : undefined)}
        >
          {say('forms.clear')}
        </Button>
      ) : (
        <Button
          isSmall
          icon={Plus}
          isDisabled={isReadOnly}
          onPress={() => onChange(blankValue({ ...field, isNullable: false }))}
        >
          {say('forms.add')}
        </Button>
      )}
    </fieldset>
  )
}

/** A new entry; one with a stable id gets an id that no entry and no wire has. */
export function makeEntry(
  item: FormField,
  entries: readonly Json[],
  usedPorts: ReadonlySet<string>,
  stem: string,
): Json {
  const entry = blankValue({ ...item, isNullable: false })
  if (item.members?.some(({ isIdentity }) => isIdentity) !== true) return entry
  const taken = new Set([...usedPorts, ...entries.map((one) => String(asRecord(one)['id']))])
  return { id: newPortName(stem, taken), ...asRecord(entry) }
}

/** What an entry is called: its stable id where it has one, else its place. */
export function entryKey(entry: Json, index: number): string {
  const { id } = asRecord(entry)
  return typeof id === 'string' ? id : String(index)
}

export function ListControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { Control, usedPorts } = useFormScope()
  const { item } = field
  const entries = asList(effectiveValue(field, value))
  if (item === undefined) return null
  const { members } = item
  return (
    <EntryList
      field={field}
      path={path}
      entries={entries}
      onChange={onChange}
      keyOf={entryKey}
      titleOf={(entry, index) => titleOfEntry(entry) ?? say('forms.entry', { n: index + 1 })}
      makeEntry={() => makeEntry(item, entries, usedPorts, 'entry')}
      addLabel={say('forms.addEntry')}
      renderEntry={(entry, index, change) =>
        members === undefined ? (
          <Control
            field={{ ...item, title: say('forms.entry', { n: index + 1 }) }}
            path={`${path}/${index}`}
            value={entry}
            onChange={change}
          />
        ) : (
          <MemberFields members={members} path={`${path}/${index}`} value={entry} onChange={change} />
        )
      }
    />
  )
}

/** What people would call an entry: its title, label or name, or itself. */
function titleOfEntry(entry: Json): string | undefined {
  if (typeof entry === 'string' || typeof entry === 'number') return String(entry)
  const record = asRecord(entry)
  const named = ['title', 'label', 'name'].map((key) => record[key])
  return named.find((one): one is string => typeof one === 'string' && one !== '')
}

/** Keys and values, both edited in place. */
export function RecordControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { Control, isReadOnly } = useFormScope()
  const record = asRecord(effectiveValue(field, value))
  const item: FormField = field.item ?? { ...field, control: 'json' }
  const keys = Object.keys(record)
  const rename = (from: string, to: string) =>
    onChange(
      Object.fromEntries(Object.entries(record).map(([key, one]) => [key === from ? to : key, one])),
      undefined,
    )
  const freshKey = () => {
    for (let count = 1; ; count += 1) if (!Object.hasOwn(record, `key-${count}`)) return `key-${count}`
  }
  return (
    <div className={styles['stack']} role="group" aria-label={field.title}>
      <span className={styles['listTitle']}>{field.title}</span>
      {field.description === undefined ? null : <span className={styles['help']}>{field.description}</span>}
      {keys.map((key) => (
        <div key={key} className={styles['pair']}>
          <KeyField
            path={`${path}/${key} (key)`}
            name={key}
            taken={keys}
            onRename={(to) => rename(key, to)}
          />
          <Control
            field={{ ...item, title: `${say('forms.value')} ${key}` }}
            path={`${path}/${key}`}
            value={record[key]}
            onChange={(next, step) => onChange(withMember(record, key, next ?? null), step)}
          />
          <IconButton
            isSmall
            label={say('forms.removeNamed', { name: key })}
            icon={X}
            isDisabled={isReadOnly}
            onPress={() => onChange(withMember(record, key, undefined))}
          />
        </div>
      ))}
      <FieldError path={path} />
      <div>
        <Button
          isSmall
          icon={Plus}
          isDisabled={isReadOnly}
          onPress={() => onChange({ ...record, [freshKey()]: blankValue(item) })}
        >
          {say('forms.addEntry')}
        </Button>
      </div>
    </div>
  )
}

interface KeyFieldProps {
  readonly path: string
  readonly name: string
  readonly taken: readonly string[]
  readonly onRename: (to: string) => void
}

/** A key is taken over when the field is left: half a word would be another key. */
export function KeyField({ path, name, taken, onRename }: KeyFieldProps) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const draft = useDraft(path, name)
  const text = draft.text ?? name
  const isTaken = text !== name && taken.includes(text)
  const error = text === '' ? say('forms.needed') : isTaken ? say('forms.keyTaken') : undefined
  const commit = () => {
    if (error !== undefined) return
    draft.forget()
    if (text !== name) onRename(text)
  }
  return (
    <TextField
      label={`${say('forms.key')} ${name}`}
      isLabelHidden
      error={error}
      value={text}
      isReadOnly={isReadOnly}
      autoComplete="off"
      onChange={(typed) => draft.keep(typed, name)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
