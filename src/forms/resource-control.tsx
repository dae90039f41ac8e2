/** Picks an index, an intent model or a bank: by name, with what helps to choose, makes one from here, and shows the way to where it is filled. */
import { ExternalLink, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { MessageKey } from '../messages/catalogue.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { ResourceKind } from '../session/resources.ts'
import { useResources } from '../session/use-resources.ts'
import { Button } from '../ui/button.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { Icon } from '../ui/icon.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { TextControl } from './text-control.tsx'

/** Also used by the page of the kind; loaded when somebody makes one. */
const CreateResourceDialog = lazyComponent(
  async () => (await import('../resources/create-resource-dialog.tsx')).CreateResourceDialog,
)

const createKeys = {
  index: 'knowledge.create',
  intents: 'routing.create',
  bank: 'adapters.create',
} as const satisfies Record<ResourceKind, MessageKey>

const languageKeys = {
  index: 'knowledge.languageHelp',
  intents: 'routing.languageHelp',
  bank: 'adapters.languageHelp',
} as const satisfies Record<ResourceKind, MessageKey>

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
  const { items, failure, reload } = useResources(resources, kind)
  const applied = effectiveValue(field, value)
  const id = typeof applied === 'string' ? applied : ''
  const chosen = items?.find((item) => item.id === id)
  const isMissing = items !== null && id !== '' && chosen === undefined
  const error = isMissing ? say('forms.resourceMissing', { id }) : errors.at(path)
  const href = resources?.hrefOf?.(kind, chosen?.id)
  const create = resources?.create?.bind(resources)
  const [isCreating, setIsCreating] = useState(false)
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
      {detail === undefined ? null : <span className={styles['help']}>{detail}</span>}
      <div className={styles['aside']}>
        {create === undefined || isReadOnly ? null : (
          <Button isSmall variant="quiet" icon={Plus} onPress={() => setIsCreating(true)}>
            {say(createKeys[kind])}
          </Button>
        )}
        {href === undefined ? null : (
          <a href={href} className={styles['link']}>
            <Icon icon={ExternalLink} size={12} />
            {placeKey === undefined ? field.title : say(placeKey)}
          </a>
        )}
      </div>
      {isCreating && create !== undefined ? (
        <Suspense fallback={null}>
          <CreateResourceDialog
            title={say(createKeys[kind])}
            languageHelp={say(languageKeys[kind])}
            onClose={() => setIsCreating(false)}
            onCreate={async (resource) => {
              const made = await create(kind, resource)
              // Listed before it is chosen, so that it is not taken for one that is missing.
              await reload()
              onChange(made.id)
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
