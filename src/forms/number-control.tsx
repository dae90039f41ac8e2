/** A number with unit and range, typed, stepped or slid; what is no number yet stays in the field and says so. */
import type { KeyboardEvent, ReactNode } from 'react'
import { joinSentences } from '../messages/join-sentences.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatNumber } from '../ui/format-number.ts'
import { Slider } from '../ui/slider.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps, FormField } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { parseNumber, stepNumber } from './parse-number.ts'
import { useDraft } from './use-draft.ts'

const keySteps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }

/** Text and number of one field, whichever of them is meant. */
export function useNumberText({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { errors } = useFormScope()
  const draft = useDraft(path, value)
  const applied = effectiveValue(field, value)
  const text = draft.text ?? (typeof applied === 'number' ? String(applied) : '')
  const isNumber = text.trim() === '' || parseNumber(text) !== undefined
  const set = (next: number) => {
    draft.forget()
    onChange(next, path)
  }
  return {
    text,
    set,
    error: isNumber ? errors.at(path) : say('forms.notNumber'),
    onText: (typed: string) => {
      const isEmpty = typed.trim() === ''
      const parsed = parseNumber(typed)
      const next = isEmpty ? (field.isNullable ? null : undefined) : (parsed ?? value)
      draft.keep(typed, next)
      if (isEmpty || parsed !== undefined) onChange(next, path)
    },
    onBlur: () => {
      if (isNumber) draft.forget()
    },
    onKeyDown: (event: KeyboardEvent) => {
      const steps = keySteps[event.key]
      if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      set(stepNumber(parseNumber(text) ?? field.min ?? 0, steps, stepOf(field)))
    },
  }
}

/** A step that fits the field: its own, else 1, else a hundredth of a range narrower than 10. */
function stepOf({ step, min, max, isInteger }: FormField) {
  const isNarrow = !isInteger && min !== undefined && max !== undefined && max - min < 10
  return {
    step: step ?? (isNarrow ? 0.01 : 1),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }
}

/** "1 to 200" for fields with a range. */
export function useRangeText({ min, max }: FormField): string | undefined {
  const say = useMessages()
  const locale = useLocale()
  const from = min === undefined ? undefined : formatNumber(min, locale)
  const to = max === undefined ? undefined : formatNumber(max, locale)
  if (from !== undefined && to !== undefined) return say('forms.range', { min: from, max: to })
  if (from !== undefined) return min === 0 ? undefined : say('forms.rangeFrom', { min: from })
  return to === undefined ? undefined : say('forms.rangeTo', { max: to })
}

interface NumberInputProps extends ControlProps {
  readonly label?: string
  readonly isLabelHidden?: boolean
  readonly description?: ReactNode
  readonly className?: string | undefined
  /** For fields whose place says what applies when they are empty. */
  readonly placeholder?: string
}

export function NumberInput(props: NumberInputProps) {
  const { field, label = field.title, isLabelHidden = false, description, className, placeholder } = props
  const { isReadOnly } = useFormScope()
  const { text, error, onText, onBlur, onKeyDown } = useNumberText(props)
  return (
    <TextField
      label={label}
      isLabelHidden={isLabelHidden}
      description={description}
      error={error}
      value={text}
      onChange={onText}
      onBlur={onBlur}
      isReadOnly={isReadOnly}
      inputMode={field.isInteger ? 'numeric' : 'decimal'}
      autoComplete="off"
      className={className}
      {...(isReadOnly ? {} : { onKeyDown })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(field.unit === undefined ? {} : { end: <span className={styles['unit']}>{field.unit}</span> })}
    />
  )
}

export function NumberControl(props: ControlProps) {
  const range = useRangeText(props.field)
  const help = joinSentences(useLocale(), props.field.description ?? '', range ?? '')
  return <NumberInput {...props} description={help === '' ? undefined : help} />
}

/** By feel or exactly: a slider with the number beside it. */
export function SliderControl(props: ControlProps) {
  const { field, value, onChange, path } = props
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const number = useNumberText(props)
  const { min = 0, max = 1 } = field
  const { step } = stepOf(field)
  const applied = effectiveValue(field, value)
  const shown = typeof applied === 'number' ? Math.min(max, Math.max(min, applied)) : min
  return (
    <div className={styles['stack']}>
      <div className={styles['sliderRow']}>
        <Slider
          label={field.title}
          value={shown}
          onChange={number.set}
          minValue={min}
          maxValue={max}
          step={step}
          isDisabled={isReadOnly}
          isOutputHidden
        />
        <NumberInput
          {...{ field, value, onChange, path }}
          field={{ ...field, title: say('forms.asNumber', { title: field.title }) }}
          isLabelHidden
          placeholder={say('forms.notSet')}
          className={styles['sliderNumber']}
        />
      </div>
      {field.description === undefined || number.error !== undefined ? null : (
        <span className={styles['help']}>{field.description}</span>
      )}
    </div>
  )
}
