/** A backend made from the address of an engine: what it is called, what speaks there, and how it is reached. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import type { EngineName } from '../../runtime/core/wire/backends.ts'
import { engineNames } from '../../runtime/core/wire/backends.ts'
import { originOf } from '../../runtime/core/wire/credentials.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { BackendDraft, BackendFaults } from './backend-draft.ts'
import { fieldOfFailure, findBackendFaults } from './backend-draft.ts'
import type { CredentialDraft } from './credential-dialog.tsx'
import { CredentialDialog } from './credential-dialog.tsx'
import styles from './form.module.css'
import { FormDialog } from './form-dialog.tsx'
import { useRefusal } from './use-refusal.ts'

/** What can be sent along to an engine. */
export interface CredentialChoices {
  readonly names: readonly string[]
  /** Resolves when it is among them, with its name; left out where none can be made. */
  readonly create?: (credential: CredentialDraft) => Promise<string>
}

export interface BackendDialogProps {
  readonly title: string
  /** What is known of it already. */
  readonly initial: Partial<BackendDraft>
  /** It is there: its name, its engine and its model stay. */
  readonly isSaved?: boolean
  readonly credentials: CredentialChoices
  readonly onClose: () => void
  /** Asks the engine, so that it takes a moment. */
  readonly onSave: (backend: BackendDraft) => Promise<void>
}

const engineKeys = {
  openai: { name: 'backends.engineOpenai', help: 'backends.engineOpenaiHelp' },
  vllm: { name: 'backends.engineVllm', help: 'backends.engineVllmHelp' },
} as const satisfies Record<EngineName, { name: PlainMessageKey; help: PlainMessageKey }>

export function BackendDialog(props: BackendDialogProps) {
  const { title, initial, isSaved = false, credentials, onClose, onSave } = props
  const say = useMessages()
  const [draft, setDraft] = useState<BackendDraft>({
    id: '',
    engine: 'openai',
    address: '',
    model: '',
    credential: '',
    adapterFolder: '',
    ...initial,
  })
  const [isTried, setIsTried] = useState(false)
  /** What the engine said that it serves, when it did not serve what was asked for. */
  const [served, setServed] = useState<readonly string[]>([])
  const refusal = useRefusal((why) => {
    setServed(listServed(why))
    return fieldOfFailure(why, isSaved)
  })
  // Other engines are not asked where they see a folder.
  const sent = draft.engine === 'vllm' ? draft : { ...draft, adapterFolder: '' }
  const faults = findBackendFaults(sent, say)
  const save = () => {
    setIsTried(true)
    if (Object.keys(faults).length > 0) return undefined
    return refusal.watch(onSave(sent))
  }
  return (
    <FormDialog title={title} saveLabel={say('resources.save')} onClose={onClose} onSave={save}>
      <Fields
        {...{ draft, served, credentials, isSaved }}
        faults={isTried ? { ...refusal.faults, ...faults } : {}}
        onChange={(change) => {
          refusal.clear()
          setDraft({ ...draft, ...change })
        }}
      />
    </FormDialog>
  )
}

interface FieldsProps extends Pick<BackendDialogProps, 'credentials'> {
  readonly draft: BackendDraft
  readonly isSaved: boolean
  readonly served: readonly string[]
  readonly faults: BackendFaults
  readonly onChange: (change: Partial<BackendDraft>) => void
}

function Fields({ draft, isSaved, served, credentials, faults, onChange }: FieldsProps) {
  const say = useMessages()
  return (
    <>
      {isSaved ? null : <MadeOnce {...{ draft, faults, onChange }} />}
      <TextField
        label={say('backends.address')}
        description={say('backends.addressHelp')}
        placeholder="http://127.0.0.1:8000/v1"
        value={draft.address}
        error={faults.address}
        onChange={(address) => onChange({ address })}
        autoFocus={isSaved || draft.id !== ''}
      />
      {isSaved ? null : (
        <NameField
          label={say('backends.model')}
          description={say('backends.modelHelp')}
          names={served}
          value={draft.model}
          error={faults.model}
          onChange={(model) => onChange({ model })}
        />
      )}
      <NameField
        label={say('backends.credential')}
        description={say('backends.credentialHelp')}
        names={credentials.names}
        value={draft.credential}
        error={faults.credential}
        onChange={(credential) => onChange({ credential })}
      />
      <NewCredential {...{ draft, credentials, onChange }} />
      {draft.engine === 'vllm' ? (
        <TextField
          label={say('backends.folder')}
          description={say('backends.folderHelp')}
          value={draft.adapterFolder}
          error={faults.adapterFolder}
          onChange={(adapterFolder) => onChange({ adapterFolder })}
        />
      ) : null}
    </>
  )
}

interface NameFieldProps {
  readonly label: string
  readonly description: string
  /** To choose from; another can be written all the same. */
  readonly names: readonly string[]
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (name: string) => void
}

function NameField({ names, ...field }: NameFieldProps) {
  // A list of nothing only gets in the way.
  if (names.length === 0) return <TextField {...field} />
  return (
    <ComboBox
      {...field}
      items={names.map((id) => ({ id, label: id }))}
      allowsCustomValue
      // A list over the field's own words would hide what is wrong with it.
      opensOnFocus={field.error === undefined}
    />
  )
}

/** The key that an engine asks for, without losing what is typed here. */
function NewCredential({
  draft,
  credentials,
  onChange,
}: Pick<FieldsProps, 'draft' | 'credentials' | 'onChange'>) {
  const say = useMessages()
  const [isMaking, setIsMaking] = useState(false)
  const { names, create } = credentials
  if (create === undefined) return null
  const wanted = names.includes(draft.credential) ? '' : draft.credential
  return (
    <div className={styles['aside']}>
      <Button isSmall variant="quiet" icon={Plus} onPress={() => setIsMaking(true)}>
        {say('credentials.create')}
      </Button>
      {isMaking ? (
        <CredentialDialog
          title={say('credentials.create')}
          initial={{ name: wanted, origin: originOf(draft.address) ?? '' }}
          onClose={() => setIsMaking(false)}
          onSave={async (credential) => onChange({ credential: await create(credential) })}
        />
      ) : null}
    </div>
  )
}

function MadeOnce({ draft, faults, onChange }: Pick<FieldsProps, 'draft' | 'faults' | 'onChange'>) {
  const say = useMessages()
  return (
    <>
      <TextField
        label={say('resources.name')}
        description={say('backends.nameHelp')}
        value={draft.id}
        error={faults.id}
        onChange={(id) => onChange({ id })}
        maxLength={64}
        autoFocus={draft.id === ''}
      />
      <Select
        label={say('backends.engine')}
        description={say(engineKeys[draft.engine].help)}
        items={engineNames.map((id) => ({ id, label: say(engineKeys[id].name) }))}
        value={draft.engine}
        onChange={(engine) => onChange({ engine })}
      />
    </>
  )
}

/** Of a failure that tells what the engine serves. A long list is cut: its last name may be half of one. */
function listServed({ params: { served } }: Failure): readonly string[] {
  return typeof served === 'string' ? served.split(', ').filter((name) => !name.endsWith('…')) : []
}
