/** Text with slots to fill: the variables at hand, and those that nothing fills marked. */
import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { parseTemplate, templatePaths } from '../../runtime/expression/template.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { insertAtCaret } from './insert-at-caret.ts'

export function TemplateControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const root = useRef<HTMLDivElement>(null)
  const { isReadOnly, errors, variables, wiredInputs } = useFormScope()
  const applied = effectiveValue(field, value)
  const text = typeof applied === 'string' ? applied : ''
  const change = (typed: string) => onChange(typed, typingStep(path, typed))
  const unwired = readNames(text).filter((name) => !wiredInputs.has(name))
  return (
    <div ref={root} className={styles['stack']}>
      <TextField
        label={field.title}
        description={field.description}
        error={errors.at(path)}
        value={text}
        isMultiline
        isMonospace
        rows={4}
        isReadOnly={isReadOnly}
        spellCheck="false"
        onChange={change}
        end={
          isReadOnly || variables.length === 0 ? undefined : (
            <Menu
              label={say('forms.insertVariable')}
              items={variables.map(({ name, detail }) => ({
                id: name,
                label: name,
                description: detail,
                onAction: () => insertAtCaret(root.current, `{{ ${name} }}`, change),
              }))}
            >
              <IconButton
                isSmall
                label={say('forms.insertVariable')}
                icon={Braces}
                className={styles['corner']}
              />
            </Menu>
          )
        }
      />
      {unwired.length === 0 ? null : (
        <span className={styles['caution']}>{say('forms.unwired', { names: unwired.join(', ') })}</span>
      )}
    </div>
  )
}

/** The first parts of what a template reads; none while it cannot be read. */
function readNames(text: string): readonly string[] {
  try {
    const roots = templatePaths(parseTemplate(text)).map((path) => path.split('.')[0] ?? '')
    return [...new Set(roots)]
  } catch {
    return []
  }
}
