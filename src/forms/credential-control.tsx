/** A reference to a credential: the name under which it is kept. A key itself is not taken: it would stand in the document. */
import { useMessages } from '../messages/messages-context.tsx'
import { canList } from '../session/resources.ts'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import { looksLikeSecret } from './looks-like-secret.ts'
import { ResourcePicker } from './resource-control.tsx'
import { useDraft } from './use-draft.ts'

export function CredentialControl(props: ControlProps) {
  const { resources } = useFormScope()
  return resources !== null && canList(resources, 'credential') ? (
    <CredentialPicker {...props} />
  ) : (
    <CredentialName {...props} />
  )
}

function CredentialPicker({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const draft = useDraft(path, value)
  const { errors } = useFormScope()
  return (
    <ResourcePicker
      field={field}
      path={path}
      value={draft.text ?? value}
      error={draft.text === null ? errors.at(path) : say('forms.isSecret')}
      kind="credential"
      onChange={(next) => {
        if (typeof next === 'string' && looksLikeSecret(next)) return draft.keep(next, value)
        draft.forget()
        onChange(next)
      }}
    />
  )
}

/** Where nobody can say which there are. */
function CredentialName({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { isReadOnly, errors } = useFormScope()
  const draft = useDraft(path, value)
  const applied = effectiveValue(field, value)
  const text = draft.text ?? (typeof applied === 'string' ? applied : '')
  return (
    <TextField
      label={field.title}
      description={`${field.description ?? ''} ${say('forms.credentialHelp')}`.trim()}
      error={draft.text === null ? errors.at(path) : say('forms.isSecret')}
      value={text}
      isReadOnly={isReadOnly}
      autoComplete="off"
      spellCheck="false"
      onChange={(typed) => {
        if (looksLikeSecret(typed)) return draft.keep(typed, value)
        draft.forget()
        onChange(typed, typingStep(path, typed))
      }}
    />
  )
}
