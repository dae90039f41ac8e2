/** Name and language of a new index, intent model or bank; a dataset has a name only. */
import { useState } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { NewResource } from '../session/resources.ts'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { FormDialog } from './form-dialog.tsx'

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
  const locale = useLocale()
  const [name, setName] = useState('')
  const [language, setLanguage] = useState<Language>(locale === 'zh-CN' ? 'zh' : 'en')
  return (
    <FormDialog
      title={title}
      saveLabel={say('resources.create')}
      isReady={name.trim() !== ''}
      onClose={onClose}
      onSave={() => onCreate({ name: name.trim(), language })}
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
    </FormDialog>
  )
}
