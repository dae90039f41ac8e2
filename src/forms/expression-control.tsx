/** A condition on one line: read while it is typed, with the names it may use at hand. */
import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { TextField } from '../ui/text-field.tsx'
import { checkExpression } from './check-expression.ts'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { insertAtCaret } from './insert-at-caret.ts'

export function ExpressionControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const root = useRef<HTMLDivElement>(null)
  const { isReadOnly, errors, names, areNamesComplete } = useFormScope()
  const applied = effectiveValue(field, value)
  const text = typeof applied === 'string' ? applied : ''
  const { fault, unknown } = checkExpression(text, areNamesComplete ? names.map(({ name }) => name) : null)
  const change = (typed: string) => onChange(typed, typingStep(path, typed))
  const error = fault === null ? errors.at(path) : sayFailure(fault)
  return (
    <div ref={root} className={styles['stack']}>
      <TextField
        label={field.title}
        description={field.description}
        error={error}
        value={text}
        isMonospace
        isReadOnly={isReadOnly}
        autoComplete="off"
        spellCheck="false"
        onChange={change}
        end={
          isReadOnly || names.length === 0 ? undefined : (
            <Menu
              label={say('forms.namesOf', { title: field.title })}
              items={names.map(({ name, detail }) => ({
                id: name,
                label: name,
                description: detail,
                onAction: () => insertAtCaret(root.current, name, change),
              }))}
            >
              <IconButton isSmall label={say('forms.names')} icon={Braces} />
            </Menu>
          )
        }
      />
      {unknown.length === 0 ? null : (
        <span className={styles['caution']}>{say('forms.unknownNames', { names: unknown.join(', ') })}</span>
      )}
    </div>
  )
}
