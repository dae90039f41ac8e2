/** The rules of a router as text; what cannot be read yet stays in the field and changes nothing. */
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import { asList } from './entries.ts'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import type { RulesFault } from './rules-text.ts'
import { parseRules, printRules } from './rules-text.ts'
import { useDraft } from './use-draft.ts'

export function RulesTextField({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { isReadOnly, usedPorts, errors } = useFormScope()
  const draft = useDraft(`${path} (text)`, value)
  const rules = asList(effectiveValue(field, value))
  const text = draft.text ?? printRules(rules)
  const { fault } = parseRules(text, rules, usedPorts)
  const describe = ({ line, failure }: RulesFault) =>
    say('forms.lineError', {
      line,
      reason: failure === null ? say('forms.ruleNeedsLabel') : sayFailure(failure),
    })
  return (
    <TextField
      label={field.title}
      description={say('forms.rulesTextHelp')}
      error={fault === null ? errors.at(path) : describe(fault)}
      value={text}
      isMultiline
      isMonospace
      rows={6}
      isReadOnly={isReadOnly}
      spellCheck="false"
      onChange={(typed) => {
        const reading = parseRules(typed, rules, usedPorts)
        if (reading.rules === null) return draft.keep(typed, value)
        const next = [...reading.rules]
        draft.keep(typed, next)
        onChange(next, typingStep(path, typed))
      }}
      onBlur={() => {
        if (fault === null) draft.forget()
      }}
    />
  )
}
