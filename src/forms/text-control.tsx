/** Text on one line or several, and texts that are identifiers. */
import { useMessages } from '../messages/messages-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

/** What an emptied text field means: nothing where a setting may be left out, else the empty text. */
function emptied({ isRequired, isNullable, default: fallback }: ControlProps['field']) {
  if (isNullable) return null
  return isRequired || fallback !== undefined ? '' : undefined
}

export function TextControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { isReadOnly, errors } = useFormScope()
  const applied = effectiveValue(field, value)
  const shown = typeof applied === 'string' ? applied : ''
  const isMultiline = field.control === 'multiline'
  return (
    <div className={styles['stack']}>
      <TextField
        label={field.title}
        description={field.description}
        error={errors.at(path)}
        value={shown}
        isMultiline={isMultiline}
        isReadOnly={isReadOnly}
        autoComplete="off"
        onChange={(text) => onChange(text === '' ? emptied(field) : text, typingStep(path, text))}
      />
      {isMultiline && /\{\{[^{}]*\}\}/.test(shown) ? (
        <span className={styles['caution']}>{say('forms.notTemplate')}</span>
      ) : null}
    </div>
  )
}
