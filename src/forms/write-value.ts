/** A setting's value as a person reads it: options and switches in words, lists and parts line by line, JSON only where no form fits. */
import type { Json } from '../../runtime/core/values.ts'
import type { Say } from '../messages/catalogue.ts'
import { asList, asRecord } from './entries.ts'
import type { FormField } from './form-field.ts'
import { printRules } from './rules-text.ts'

/** @param field undefined for a setting that nothing here knows */
export function writeValue(field: FormField | undefined, value: Json | undefined, say: Say): string {
  if (value === undefined) {
    const fallback = field?.default
    if (field === undefined || fallback === undefined) return say('changes.unset')
    const text = writeValue(field, fallback, say)
    return text === '' ? say('changes.unset') : say('changes.unsetIs', { value: text })
  }
  if (value === null) return say('forms.notSet')
  switch (field?.control) {
    case 'switch':
      return typeof value === 'boolean' ? say(value ? 'forms.yes' : 'forms.no') : plain(value)
    case 'select':
      return field.options?.find((option) => option.value === value)?.label ?? plain(value)
    case 'number':
    case 'slider':
      return field.unit === undefined ? plain(value) : `${plain(value)} ${field.unit}`
    case 'rules':
      return printRules(asList(value))
    case 'object':
      return writeMembers(field.members ?? [], asRecord(value), say)
    case 'choices':
    case 'list':
    case 'routes':
    case 'fields':
      return Array.isArray(value) ? writeEntries(field.item, value, say) : plain(value)
    case 'record':
      return Object.entries(asRecord(value))
        .map(([key, one]) => `${key}: ${writeValue(field.item, one, say)}`)
        .join('\n')
    case 'text':
    case 'multiline':
    case 'expression':
    case 'template':
    case 'resource':
    case 'credential':
    case 'json':
    case 'schema':
    case 'pipeline':
    case 'pipeline-field':
    case undefined:
      return plain(value)
  }
}

function plain(value: Json): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value, null, typeof value === 'object' ? 2 : 0)
}

/** Ids are made by the form and say nothing. */
function writeMembers(
  members: readonly FormField[],
  record: Readonly<Record<string, Json>>,
  say: Say,
): string {
  return members
    .filter(({ name, isIdentity }) => !isIdentity && record[name] !== undefined)
    .map((member) => `${member.title}: ${writeValue(member, record[member.name], say)}`)
    .join('\n')
}

function writeEntries(item: FormField | undefined, entries: readonly Json[], say: Say): string {
  if (item?.members === undefined) return entries.map((entry) => writeValue(item, entry, say)).join('\n')
  return entries
    .map((entry, index) => `${index + 1}. ${writeValue(item, entry, say).replaceAll('\n', '; ')}`)
    .join('\n')
}
