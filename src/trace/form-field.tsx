/** One field of the form, by its type. */
import { useState } from 'react'
import { z } from 'zod'
import type { InputField } from '../../nodes/io/input.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { Say } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { describeFieldProblem } from '../runs/field-problem.ts'
import { labelOfField } from '../runs/run-form.ts'
import { NumberField } from '../ui/number-field.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'

export interface FormFieldProps {
  readonly field: InputField
  readonly value: Json | undefined
  /** Whether a run was asked for: then it says that it needs a value. */
  readonly isAsked: boolean
  readonly onChange: (value: Json | undefined) => void
}

export function FormField(props: FormFieldProps) {
  const say = useMessages()
  const { field, value, isAsked, onChange } = props
  const label = labelOf(field, say)
  const error = describeFieldProblem(field, value, say, isAsked)
  switch (field.type) {
    case 'text':
      return (
        <TextField
          label={label}
          isMultiline
          rows={field.role === 'question' ? 2 : 1}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
          error={error}
        />
      )
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
          error={error}
        />
      )
    case 'boolean':
      return <Switch label={label} isSelected={value === true} onChange={onChange} />
    case 'json':
    case 'messages':
    case 'documents':
    case 'intent':
    case 'decision':
    case 'answer':
    case 'any':
      return <JsonField {...props} label={label} error={error} />
  }
}

interface JsonFieldProps extends FormFieldProps {
  readonly label: string
  readonly error: string | undefined
}

function JsonField({ field, value, onChange, label, error }: JsonFieldProps) {
  const say = useMessages()
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [isBroken, setIsBroken] = useState(false)
  const change = (next: string) => {
    setText(next)
    if (next.trim() === '') {
      setIsBroken(false)
      return onChange(undefined)
    }
    try {
      onChange(z.json().parse(JSON.parse(next)))
      setIsBroken(false)
    } catch {
      setIsBroken(true)
    }
  }
  return (
    <TextField
      label={label}
      isMultiline
      isMonospace
      rows={3}
      value={text}
      onChange={change}
      placeholder={field.type === 'messages' ? '[{ "role": "user", "content": "…" }]' : '{ }'}
      error={isBroken ? say('trace.notJson') : error}
    />
  )
}

function labelOf(field: InputField, say: Say): string {
  const name = labelOfField(field, say)
  return field.isRequired ? name : say('trace.optionalField', { name })
}
