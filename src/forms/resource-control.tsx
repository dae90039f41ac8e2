/** Picks an index, an intent model or a bank: by name, with what helps to choose, and the way to where one is made. */
import { ExternalLink } from 'lucide-react'
import type { MessageKey } from '../messages/catalogue.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { ResourceKind } from '../session/resources.ts'
import { useResources } from '../session/use-resources.ts'
import { ComboBox } from '../ui/combo-box.tsx'
import { Icon } from '../ui/icon.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { TextControl } from './text-control.tsx'

const placeKeys: Partial<Record<ResourceKind, Extract<MessageKey, `forms.open${string}`>>> = {
  index: 'forms.openIndex',
  intents: 'forms.openIntents',
  bank: 'forms.openBank',
}

export function ResourceControl(props: ControlProps) {
  const { resources } = useFormScope()
  const { resource } = props.field
  if (resources === null || resource === undefined) return <TextControl {...props} />
  return <ResourcePicker {...props} kind={resource} />
}

function ResourcePicker({ field, path, value, onChange, kind }: ControlProps & { kind: ResourceKind }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { resources, errors, isReadOnly } = useFormScope()
  const { items, failure } = useResources(resources, kind)
  const applied = effectiveValue(field, value)
  const id = typeof applied === 'string' ? applied : ''
  const chosen = items?.find((item) => item.id === id)
  const isMissing = items !== null && id !== '' && chosen === undefined
  const error = isMissing ? say('forms.resourceMissing', { id }) : errors.at(path)
  const href = resources?.hrefOf?.(kind)
  const placeKey = placeKeys[kind]
  const detail =
    failure === null
      ? items?.length === 0
        ? say('forms.resourceEmpty')
        : chosen?.detail
      : say('forms.resourceFailed', { reason: sayFailure(failure) })
  return (
    <div className={styles['stack']}>
      <ComboBox
        label={field.title}
        description={field.description}
        error={error}
        items={(items ?? []).map((item) => ({
          id: item.id,
          label: item.name,
          ...(item.detail === undefined ? {} : { description: item.detail }),
        }))}
        value={id}
        onChange={(next) => onChange(next)}
        allowsCustomValue
        isDisabled={isReadOnly}
      />
      <div className={styles['aside']}>
        <span>{detail}</span>
        {href === undefined ? null : (
          <a href={href} className={styles['link']}>
            <Icon icon={ExternalLink} size={12} />
            {placeKey === undefined ? field.title : say(placeKey)}
          </a>
        )}
      </div>
    </div>
  )
}
