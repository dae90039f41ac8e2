/** Makes something from within a picker, in the dialog of its kind. */
import type { Json } from '../../runtime/core/values.ts'
import { originOf } from '../../runtime/core/wire/credentials.ts'
import type { MessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { NamedKind, Resource, ResourceKind, ResourceProvider } from '../session/resources.ts'
import { canList } from '../session/resources.ts'
import type { ReloadableList } from '../session/use-resources.ts'
import { useResources } from '../session/use-resources.ts'
import { BackendDialog } from './backend-dialog.tsx'
import type { BackendMaker } from './create-resource-dialog.tsx'
import { CreateResourceDialog } from './create-resource-dialog.tsx'
import type { CredentialDraft } from './credential-dialog.tsx'
import { CredentialDialog } from './credential-dialog.tsx'

interface DialogProps {
  readonly title: string
  readonly provider: ResourceProvider
  /** A name that the setting holds already and that nothing has; else empty. */
  readonly wanted: string
  /** The settings beside the picker: what an address is found in. */
  readonly values: Readonly<Record<string, Json>>
  readonly onClose: () => void
  readonly onMade: (made: Resource) => Promise<void>
}

export interface MakeResourceDialogProps extends DialogProps {
  readonly kind: ResourceKind
}

const languageKeys = {
  index: 'knowledge.languageHelp',
  intents: 'routing.languageHelp',
  bank: 'adapters.languageHelp',
  dataset: null,
} as const satisfies Record<NamedKind, MessageKey | null>

export function MakeResourceDialog({ kind, ...props }: MakeResourceDialogProps) {
  switch (kind) {
    case 'credential':
      return <MakeCredentialDialog {...props} />
    case 'backend':
      return <MakeBackendDialog {...props} />
    default:
      return <MakeNamedDialog {...props} kind={kind} />
  }
}

function MakeCredentialDialog({ title, provider, wanted, values, onClose, onMade }: DialogProps) {
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

function MakeBackendDialog({ title, provider, wanted, onClose, onMade }: DialogProps) {
  const maker = useBackendMaker(provider, null)
  if (maker === undefined) return null
  return (
    <BackendDialog
      title={title}
      initial={{ id: wanted }}
      credentials={maker.credentials}
      onClose={onClose}
      onSave={async (backend) => onMade(await maker.make(backend))}
    />
  )
}

function MakeNamedDialog({ kind, title, provider, onClose, onMade }: DialogProps & { kind: NamedKind }) {
  const say = useMessages()
  const backends = useResources(provider, kind === 'bank' && canList(provider, 'backend') ? 'backend' : null)
  const maker = useBackendMaker(kind === 'bank' ? provider : null, backends)
  const languageKey = languageKeys[kind]
  return (
    <CreateResourceDialog
      title={title}
      languageHelp={languageKey === null ? undefined : say(languageKey)}
      backends={kind === 'bank' ? (backends.items ?? undefined) : undefined}
      backendMaker={maker}
      onClose={onClose}
      onCreate={async (resource) => {
        const made = await provider.create?.(kind, resource)
        if (made !== undefined) await onMade(made)
      }}
    />
  )
}

/** @param backends the list that shows the one that is made, if any does */
function useBackendMaker(
  provider: ResourceProvider | null,
  backends: ReloadableList | null,
): BackendMaker | undefined {
  const createBackend = provider?.createBackend?.bind(provider)
  const isAsked = provider !== null && createBackend !== undefined && canList(provider, 'credential')
  const { items, reload } = useResources(provider, isAsked ? 'credential' : null)
  const createCredential = provider?.createCredential?.bind(provider)
  if (createBackend === undefined) return undefined
  const names = (items ?? []).map(({ name }) => name)
  const create = async (credential: CredentialDraft) => {
    const made = await createCredential?.(credential)
    await reload()
    return made?.id ?? credential.name
  }
  return {
    credentials: createCredential === undefined ? { names } : { names, create },
    make: async (backend) => {
      const made = await createBackend(backend)
      await backends?.reload()
      return made
    },
  }
}

/** Of the first setting that is an address. */
function findOrigin(values: DialogProps['values']): string {
  for (const value of Object.values(values)) {
    const origin = typeof value === 'string' ? originOf(value) : undefined
    if (origin !== undefined) return origin
  }
  return ''
}
