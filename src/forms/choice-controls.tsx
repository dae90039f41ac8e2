/** On or off, and one of a few. */
import { useMessages } from '../messages/messages-context.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, isSameJson } from './form-field.ts'
import { FieldError } from './field-error.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

export function SwitchControl({ field, path, value, onChange }: ControlProps) {
  const { isReadOnly } = useFormScope()
  return (
    <div className={styles['stack']}>
      <Switch
        label={field.title}
        {...(field.description === undefined ? {} : { description: field.description })}
        isSelected={effectiveValue(field, value) === true}
        onChange={(isOn) => onChange(isOn)}
        isDisabled={isReadOnly}
      />
      <FieldError path={path} />
    </div>
  )
}

/** The id of "not set": no value of an enum is empty. */
const unset = ''

export function SelectControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { isReadOnly, errors } = useFormScope()
  const applied = effectiveValue(field, value)
  const options = field.options ?? []
  const chosen = options.find((option) => isSameJson(option.value, applied))
  const canBeUnset = field.isNullable || (!field.isRequired && field.default === undefined)
  const items = options.map(({ id, label }) => ({ id, label }))
  return (
    <Select
      label={field.title}
      description={field.description}
      error={errors.at(path)}
      items={canBeUnset ? [{ id: unset, label: say('forms.notSet') }, ...items] : items}
      value={chosen?.id ?? (canBeUnset ? unset : null)}
      placeholder={applied === undefined ? say('forms.notSet') : String(applied)}
      isDisabled={isReadOnly}
      onChange={(id) => {
        if (id === unset) return onChange(field.isNullable ? null : undefined)
        const option = options.find((one) => one.id === id)
        if (option !== undefined) onChange(option.value)
      }}
    />
  )
}
