/** Name and language of a new index, intent model or bank; a dataset has a name only. */
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import type { NewResource } from '../session/resources.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './form.module.css'

type Language = NewResource['language']

export interface CreateResourceDialogProps {
  readonly title: string
  /** Without it the resource has no language of its own. */
  readonly languageHelp?: string | undefined
  readonly onClose: () => void
  readonly onCreate: (resource: NewResource) => Promise<void>
}

const longestName = 120

export function CreateResourceDialog({ title, languageHelp, onClose, onCreate }: CreateResourceDialogProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const locale = useLocale()
  const [name, setName] = useState('')
  const [language, setLanguage] = useState<Language>(locale === 'zh-CN' ? 'zh' : 'en')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const submit = () => {
    if (name.trim() === '' || isBusy) return
    setIsBusy(true)
    onCreate({ name: name.trim(), language }).then(onClose, (reason: unknown) => {
      setError(reason)
      setIsBusy(false)
    })
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button variant="primary" onPress={submit} isPending={isBusy} isDisabled={name.trim() === ''}>
            {say('resources.create')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          label={say('resources.name')}
          value={name}
          onChange={setName}
          maxLength={longestName}
          autoFocus
        />
        {languageHelp === undefined ? null : (
          <Select
            label={say('resources.language')}
            description={languageHelp}
            items={[
              { id: 'en', label: say('resources.english') },
              { id: 'zh', label: say('resources.chinese') },
            ]}
            value={language}
            onChange={setLanguage}
          />
        )}
        {error === null ? null : <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>}
      </form>
    </Dialog>
  )
}
