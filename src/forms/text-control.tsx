/** Text on one line or several, and texts that are identifiers. */
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'

/** What an emptied text field means: nothing where a setting may be left out, else the empty text. */
function emptied({ isRequired, isNullable, default: fallback }: ControlProps['field']) {
  if (isNullable) return null
  return isRequired || fallback !== undefined ? '' : undefined
}

export function TextControl({ field, path, value, onChange }: ControlProps) {
  const { isReadOnly, errors } = useFormScope()
  const shown = effectiveValue(field, value)
  return (
    <TextField
      label={field.title}
      description={field.description}
      error={errors.at(path)}
      value={typeof shown === 'string' ? shown : ''}
      isMultiline={field.control === 'multiline'}
      isReadOnly={isReadOnly}
      autoComplete="off"
      onChange={(text) => onChange(text === '' ? emptied(field) : text, typingStep(path, text))}
    />
  )
}
