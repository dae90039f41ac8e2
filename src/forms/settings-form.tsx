/** A form over settings: a control a field, each with what it was before and whether it can come from a port. */
import { PlugZap, RotateCcw } from 'lucide-react'
import { exposedNameOf } from '../../runtime/core/node/exposed-settings.ts'
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Control } from './control.tsx'
import type { FormField } from './form-field.ts'
import { isSameJson } from './form-field.ts'
import type { FormScope } from './form-scope.tsx'
import { FormScopeContext } from './form-scope.tsx'
import styles from './forms.module.css'

export interface SettingsFormProps {
  readonly fields: readonly FormField[]
  readonly scope: Omit<FormScope, 'Control'>
  readonly onChange: (name: string, value: Json | undefined, step?: string) => void
  /** Ports that settings come from, by `exposedNameOf` the setting. */
  readonly exposed?: ReadonlySet<string>
  /** Without it nothing can be exposed; `canExpose` says what can. */
  readonly onExpose?: (port: string, isExposed: boolean) => void
  readonly canExpose?: (field: FormField) => boolean
}

export function SettingsForm(props: SettingsFormProps) {
  const { fields, scope, onChange } = props
  return (
    <FormScopeContext value={{ ...scope, Control }}>
      <div className={styles['form']}>
        {fields.map((field) => (
          <FieldFrame key={field.name} field={field} {...props}>
            <Control
              field={field}
              path={field.name}
              value={scope.values[field.name]}
              onChange={(value, step) => onChange(field.name, value, step)}
            />
          </FieldFrame>
        ))}
      </div>
    </FormScopeContext>
  )
}

interface FieldFrameProps extends SettingsFormProps {
  readonly field: FormField
  readonly children: React.ReactNode
}

function FieldFrame({ field, scope, onChange, exposed, onExpose, canExpose, children }: FieldFrameProps) {
  const say = useMessages()
  const { name, title } = field
  const value = scope.values[name]
  const port = exposedNameOf(name)
  const isExposed = exposed?.has(port) === true
  const hasDefault = field.default !== undefined || !field.isRequired
  const isChanged = hasDefault && value !== undefined && !isSameJson(value, field.default)
  const canToggle = !scope.isReadOnly && onExpose !== undefined && canExpose?.(field) !== false
  return (
    <div className={styles['frame']} data-setting={name} data-changed={isChanged ? '' : undefined}>
      {children}
      {isExposed ? <span className={styles['help']}>{say('forms.fromPort', { port })}</span> : null}
      <div className={styles['frameTools']}>
        {canToggle ? (
          <span data-quiet={isExposed ? undefined : ''}>
            <IconButton
              isSmall
              label={say(isExposed ? 'forms.unexpose' : 'forms.expose', { title })}
              icon={PlugZap}
              isToggled={isExposed}
              onPress={() => onExpose(port, !isExposed)}
            />
          </span>
        ) : null}
        {isChanged && !scope.isReadOnly ? (
          <IconButton
            isSmall
            label={say('forms.reset', { title })}
            icon={RotateCcw}
            onPress={() => onChange(name, undefined)}
          />
        ) : null}
      </div>
    </div>
  )
}
