/** A credential: what it is called, where it goes, and the key itself, which is typed here and never shown again. */
import { useState } from 'react'
import type { ErrorCode } from '../../runtime/core/errors/catalogue.ts'
import { idSchema } from '../../runtime/core/document/document.ts'
import { bearerHeader, isCredentialHeader, isSecret, originOf } from '../../runtime/core/wire/credentials.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { TextField } from '../ui/text-field.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { Refusal } from './use-refusal.ts'
import { useRefusal } from './use-refusal.ts'

export type CredentialDraft = Readonly<Record<'name' | 'origin' | 'header' | 'secret', string>>

export interface CredentialDialogProps {
  readonly title: string
  /** What is known of it already. */
  readonly initial: Partial<CredentialDraft>
  /** It is there: its name stays, and so does its key unless the address changes. */
  readonly isSaved?: boolean
  readonly onClose: () => void
  /** `secret` is empty where the key stays. */
  readonly onSave: (credential: CredentialDraft) => Promise<void>
}

/** Which field a refusal of the server is about. */
const refusedFields: Readonly<Partial<Record<ErrorCode, keyof CredentialDraft>>> = {
  CREDENTIAL_EXISTS: 'name',
  CREDENTIAL_NAME_TELLS: 'name',
  CREDENTIAL_SECRET_NEEDED: 'secret',
}

type Fault = Readonly<Partial<Record<keyof CredentialDraft, PlainMessageKey>>>

export function findFaults(draft: CredentialDraft, savedOrigin: string | undefined): Fault {
  const isKept = savedOrigin !== undefined && draft.secret === ''
  const isMoved = savedOrigin !== undefined && originOf(draft.origin) !== savedOrigin
  return {
    ...(idSchema.safeParse(draft.name).success ? {} : { name: 'credentials.nameInvalid' }),
    ...(originOf(draft.origin) === undefined ? { origin: 'credentials.originInvalid' } : {}),
    ...(isCredentialHeader(draft.header) ? {} : { header: 'credentials.headerInvalid' }),
    ...(isKept && isMoved ? { secret: 'credentials.secretAgain' } : {}),
    ...(isKept || isSecret(draft.secret) ? {} : { secret: 'credentials.secretInvalid' }),
  }
}

export function CredentialDialog(props: CredentialDialogProps) {
  const { title, initial, isSaved = false, onClose, onSave } = props
  const say = useMessages()
  const [draft, setDraft] = useState<CredentialDraft>({
    name: '',
    origin: '',
    header: bearerHeader,
    secret: '',
    ...initial,
  })
  const [isTried, setIsTried] = useState(false)
  const refusal = useRefusal(({ code }) => refusedFields[code])
  const faults = findFaults(draft, isSaved ? initial.origin : undefined)
  const save = () => {
    setIsTried(true)
    if (Object.keys(faults).length > 0) return undefined
    return refusal.watch(onSave(draft))
  }
  return (
    <FormDialog title={title} saveLabel={say('resources.save')} onClose={onClose} onSave={save}>
      <Fields
        faults={isTried ? faults : {}}
        onChange={(next) => {
          refusal.clear()
          setDraft(next)
        }}
        refused={refusal.faults}
        {...{ draft, isSaved }}
      />
    </FormDialog>
  )
}

interface FieldsProps {
  readonly draft: CredentialDraft
  readonly faults: Fault
  readonly refused: Refusal<keyof CredentialDraft>['faults']
  readonly isSaved: boolean
  readonly onChange: (draft: CredentialDraft) => void
}

function Fields({ draft, faults, refused, isSaved, onChange }: FieldsProps) {
  const say = useMessages()
  // Whoever comes with a name has only the key to add.
  const [startsAtKey] = useState(draft.name !== '')
  const field = (name: keyof CredentialDraft) => {
    const fault = faults[name]
    return {
      value: draft[name],
      error: fault === undefined ? refused[name] : say(fault),
      onChange: (value: string) => onChange({ ...draft, [name]: value }),
    }
  }
  return (
    <>
      {isSaved ? null : (
        <TextField
          label={say('resources.name')}
          description={say('credentials.nameHelp')}
          {...field('name')}
          maxLength={64}
          autoFocus={!startsAtKey}
        />
      )}
      <TextField
        label={say('credentials.origin')}
        description={say('credentials.originHelp')}
        {...field('origin')}
      />
      <ComboBox
        label={say('credentials.header')}
        description={say('credentials.headerHelp')}
        items={[bearerHeader, 'x-api-key', 'api-key'].map((id) => ({ id, label: id }))}
        {...field('header')}
        allowsCustomValue
      />
      <TextField
        label={say('credentials.secret')}
        description={say(isSaved ? 'credentials.secretKept' : 'credentials.secretHelp')}
        {...field('secret')}
        type="password"
        autoComplete="new-password"
        spellCheck="false"
        autoFocus={startsAtKey}
      />
    </>
  )
}
