/** Picks something that the host has: by name, with what helps to choose, makes one from here, and shows the way to where it is filled. */
import { ExternalLink, Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { ResourceKind, ResourceProvider } from '../session/resources.ts'
import { canList } from '../session/resources.ts'
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

/** Loaded when somebody makes one. */
const MakeResourceDialog = lazyComponent(
  async () => (await import('../resources/make-resource-dialog.tsx')).MakeResourceDialog,
)

const createKeys = {
  index: 'knowledge.create',
  intents: 'routing.create',
  bank: 'adapters.create',
  dataset: 'datasets.create',
  credential: 'credentials.create',
  backend: 'backends.create',
} as const satisfies Record<ResourceKind, MessageKey>

const placeKeys = {
  index: 'forms.openIndex',
  intents: 'forms.openIntents',
  bank: 'forms.openBank',
  dataset: 'app.datasets',
  credential: 'credentials.title',
  backend: 'backends.title',
} as const satisfies Record<ResourceKind, MessageKey>

export function ResourceControl(props: ControlProps) {
  const { resources, errors } = useFormScope()
  const { resource } = props.field
  if (resources === null || resource === undefined || !canList(resources, resource))
    return <TextControl {...props} />
  return <ResourcePicker {...props} kind={resource} error={errors.at(props.path)} />
}

/** What a host offers; undefined where one of a kind cannot be made from here. */
const waysToMake = ({ create, createBackend, createCredential }: ResourceProvider) => ({
  index: create,
  intents: create,
  bank: create,
  dataset: create,
  credential: createCredential,
  backend: createBackend,
})

export interface ResourcePickerProps extends ControlProps {
  readonly kind: ResourceKind
  readonly error: string | undefined
}

export function ResourcePicker({ field, value, onChange, kind, error }: ResourcePickerProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { resources, isReadOnly, values } = useFormScope()
  const { items, failure: fault, reload } = useResources(resources, kind)
  const applied = effectiveValue(field, value)
  const id = typeof applied === 'string' ? applied : ''
  const chosen = items?.find((item) => item.id === id)
  const isMissing = error === undefined && items !== null && id !== '' && chosen === undefined
  const missing =
    kind === 'credential'
      ? sayFailure(failure('CREDENTIAL_NOT_FOUND', { credential: id }))
      : kind === 'backend'
        ? sayFailure(failure('BACKEND_NOT_FOUND', { backend: id }))
        : say('forms.resourceMissing', { id })
  const href = resources?.hrefOf?.(kind, chosen?.id)
  const make = resources === null ? undefined : waysToMake(resources)[kind]
  const [isMaking, setIsMaking] = useState(false)
  const detail =
    fault === null
      ? items?.length === 0
        ? say('forms.resourceEmpty')
        : chosen?.detail
      : say('forms.resourceFailed', { reason: sayFailure(fault) })
  return (
    <div className={styles['stack']}>
      <ComboBox
        label={field.title}
        description={field.description}
        error={isMissing ? missing : error}
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
        {make === undefined || isReadOnly ? null : (
          <Button isSmall variant="quiet" icon={Plus} onPress={() => setIsMaking(true)}>
            {say(createKeys[kind])}
          </Button>
        )}
        {href === undefined ? null : (
          <a href={href} className={styles['link']}>
            <Icon icon={ExternalLink} size={12} />
            {say(placeKeys[kind])}
          </a>
        )}
      </div>
      {isMaking && resources !== null ? (
        <Suspense fallback={null}>
          <MakeResourceDialog
            kind={kind}
            title={say(createKeys[kind])}
            provider={resources}
            wanted={isMissing ? id : ''}
            values={values}
            onClose={() => setIsMaking(false)}
            onMade={async (resource) => {
              // Listed before it is chosen, so that it is not taken for one that is missing.
              await reload()
              onChange(resource.id)
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
