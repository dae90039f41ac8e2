/** The fields of a request. A field's name is its port: it changes when the field is left, and the wires follow. */
import { portNamePattern } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'
import { newPortName } from '../document/new-id.ts'
import type { Say } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import { asList, asRecord, withEntry } from './entries.ts'
import { EntryList } from './entry-list.tsx'
import type { ControlProps, FormField } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import { MemberFields } from './member-fields.tsx'
import { blankValue } from './read-fields.ts'
import { useDraft } from './use-draft.ts'

export function FieldsControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { Control, usedPorts, renamePort } = useFormScope()
  const { item } = field
  const entries = asList(effectiveValue(field, value))
  if (item === undefined) return null
  const names = entries.map((entry) => textOf(entry, 'name'))
  const rename = (index: number, to: string) => {
    const next = withEntry(entries, index, { ...asRecord(entries[index]), name: to })
    if (renamePort === null) onChange(next)
    else renamePort(field.name, next, names[index] ?? '', to)
  }
  return (
    <EntryList
      field={field}
      path={path}
      entries={entries}
      onChange={onChange}
      keyOf={(_entry, index) => String(index)}
      titleOf={(entry, index) =>
        textOf(entry, 'title') || textOf(entry, 'name') || say('forms.entry', { n: index + 1 })
      }
      summaryOf={(entry) => summaryOf(entry, item)}
      makeEntry={() => ({
        ...asRecord(blankValue({ ...item, isNullable: false })),
        name: newPortName('field', new Set([...usedPorts, ...names])),
      })}
      addLabel={say('forms.addField')}
      renderEntry={(entry, index, change) => (
        <MemberFields
          members={membersFor(entry, item)}
          path={`${path}/${index}`}
          value={entry}
          onChange={change}
          renderMember={(props) => {
            if (props.field.name === 'default')
              return <Control {...props} field={defaultField(entry, props.field, say)} />
            if (props.field.name !== 'name') return undefined
            const others = names.filter((_name, other) => other !== index)
            return <NameField {...props} taken={others} onRename={(to) => rename(index, to)} />
          }}
        />
      )}
    />
  )
}

function textOf(entry: Json, key: string): string {
  const text = asRecord(entry)[key]
  return typeof text === 'string' ? text : ''
}

function memberOf(entry: Json, item: FormField, name: string): Json | undefined {
  const member = item.members?.find((one) => one.name === name)
  return member === undefined ? undefined : effectiveValue(member, asRecord(entry)[name])
}

/** `question · Text` */
function summaryOf(entry: Json, item: FormField): string {
  const type = memberOf(entry, item, 'type')
  const options = item.members?.find(({ name }) => name === 'type')?.options
  return [textOf(entry, 'name'), options?.find(({ value }) => value === type)?.label ?? '']
    .filter((part) => part !== '')
    .join(' · ')
}

/** A limit of characters is for texts, a shape for JSON; a list of messages has no default. */
function membersFor(entry: Json, item: FormField): readonly FormField[] {
  const type = memberOf(entry, item, 'type')
  const hidden = new Set([
    ...(type === 'text' ? [] : ['maxLength']),
    ...(type === 'messages' ? ['default'] : []),
    ...(type === 'json' ? [] : ['schema']),
  ])
  return (item.members ?? []).filter(({ name }) => !hidden.has(name))
}

/** The default of a field is edited as what the field takes. */
function defaultField(entry: Json, field: FormField, say: Say): FormField {
  switch (asRecord(entry)['type'] ?? 'text') {
    case 'text':
      return { ...field, control: 'text' }
    case 'number':
      return { ...field, control: 'number' }
    case 'boolean':
      return {
        ...field,
        control: 'select',
        options: [
          { id: 'true', value: true, label: say('forms.yes') },
          { id: 'false', value: false, label: say('forms.no') },
        ],
      }
    default:
      return { ...field, control: 'json' }
  }
}

interface NameFieldProps extends ControlProps {
  readonly taken: readonly string[]
  readonly onRename: (to: string) => void
}

function NameField({ field, path, value, taken, onRename }: NameFieldProps) {
  const say = useMessages()
  const { isReadOnly, errors } = useFormScope()
  const draft = useDraft(path, value)
  const name = typeof value === 'string' ? value : ''
  const text = draft.text ?? name
  const fault = portNamePattern.test(text)
    ? taken.includes(text)
      ? say('forms.nameTaken')
      : undefined
    : say('forms.notPortName')
  const commit = () => {
    if (draft.text === null || fault !== undefined) return
    draft.forget()
    if (text !== name) onRename(text)
  }
  return (
    <TextField
      label={field.title}
      description={field.description ?? say('forms.nameIsPort')}
      error={draft.text === null ? (errors.at(path) ?? fault) : fault}
      value={text}
      isReadOnly={isReadOnly}
      autoComplete="off"
      spellCheck="false"
      onChange={(typed) => draft.keep(typed, value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
