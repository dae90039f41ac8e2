/** Makes something from within a picker, in the dialog of its kind. */
import type { Json } from '../../runtime/core/values.ts'
import { originOf } from '../../runtime/core/wire/credentials.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { NamedKind, Resource, ResourceKind, ResourceProvider } from '../session/resources.ts'
import { canList } from '../session/resources.ts'
import { useResources } from '../session/use-resources.ts'
import { CreateResourceDialog } from './create-resource-dialog.tsx'
import { CredentialDialog } from './credential-dialog.tsx'

export interface MakeResourceDialogProps {
  readonly kind: Exclude<ResourceKind, 'backend'>
  readonly title: string
  readonly provider: ResourceProvider
  /** A name that the setting holds already and that nothing has; else empty. */
  readonly wanted: string
  /** The settings beside the picker: what an address is found in. */
  readonly values: Readonly<Record<string, Json>>
  readonly onClose: () => void
  readonly onMade: (made: Resource) => Promise<void>
}

const languageKeys = {
  index: 'knowledge.languageHelp',
  intents: 'routing.languageHelp',
  bank: 'adapters.languageHelp',
  dataset: null,
} as const satisfies Record<NamedKind, MessageKey | null>

export function MakeResourceDialog(props: MakeResourceDialogProps) {
  const say = useMessages()
  const { kind, title, provider, wanted, values, onClose, onMade } = props
  const backends = useResources(provider, kind === 'bank' && canList(provider, 'backend') ? 'backend' : null)
  if (kind === 'credential') {
    const { createCredential } = provider
    if (createCredential === undefined) return null
    return (
      <CredentialDialog
        title={title}
        initial={{ name: wanted, origin: findOrigin(values) }}
        onClose={onClose}
        onSave={async (credential) => onMade(await createCredential.call(provider, credential))}
      />
    )
  }
  const languageKey = languageKeys[kind]
  return (
    <CreateResourceDialog
      title={title}
      languageHelp={languageKey === null ? undefined : say(languageKey)}
      backends={kind === 'bank' ? (backends.items ?? undefined) : undefined}
      onClose={onClose}
      onCreate={async (resource) => {
        const made = await provider.create?.(kind, resource)
        if (made !== undefined) await onMade(made)
      }}
    />
  )
}

/** Of the first setting that is an address. */
function findOrigin(values: MakeResourceDialogProps['values']): string {
  for (const value of Object.values(values)) {
    const origin = typeof value === 'string' ? originOf(value) : undefined
    if (origin !== undefined) return origin
  }
  return ''
}
