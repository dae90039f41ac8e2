/** Name and language of a new index, intent model or bank, which also has a backend; a dataset has a name only. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { NewResource, Resource } from '../session/resources.ts'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Button } from '../ui/button.tsx'
import type { BackendDraft } from './backend-draft.ts'
import type { CredentialChoices } from './backend-dialog.tsx'
import { BackendDialog } from './backend-dialog.tsx'
import styles from './form.module.css'
import { FormDialog } from './form-dialog.tsx'

type Language = NewResource['language']

/** Makes a backend while a bank is made. */
export interface BackendMaker {
  readonly credentials: CredentialChoices
  /** Resolves when it is among the backends. */
  make(backend: BackendDraft): Promise<Resource>
}

export interface CreateResourceDialogProps {
  readonly title: string
  /** Without it the resource has no language of its own. */
  readonly languageHelp?: string | undefined
  /** Those that a bank can generate through; undefined for other resources, and until they are known. */
  readonly backends?: readonly Resource[] | undefined
  /** Left out where none can be made. */
  readonly backendMaker?: BackendMaker | undefined
  readonly onClose: () => void
  readonly onCreate: (resource: NewResource) => Promise<void>
}

const longestName = 120

export function CreateResourceDialog(props: CreateResourceDialogProps) {
  const { title, languageHelp, backends, backendMaker, onClose, onCreate } = props
  const say = useMessages()
  const locale = useLocale()
  const [name, setName] = useState('')
  const [language, setLanguage] = useState<Language>(locale === 'zh-CN' ? 'zh' : 'en')
  const [wanted, setWanted] = useState<string | null>(null)
  const fitting = backends?.filter(({ languages }) => languages?.includes(language) !== false)
  const backend = fitting?.find(({ id }) => id === wanted) ?? fitting?.[0]
  return (
    <FormDialog
      title={title}
      saveLabel={say('resources.create')}
      isReady={name.trim() !== ''}
      onClose={onClose}
      onSave={() =>
        onCreate({ name: name.trim(), language, ...(backend === undefined ? {} : { backend: backend.id }) })
      }
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
      {fitting === undefined || (fitting.length === 0 && backendMaker === undefined) ? null : (
        <BackendSelect
          backends={fitting}
          value={backend?.id ?? null}
          maker={backendMaker}
          onChange={setWanted}
        />
      )}
    </FormDialog>
  )
}

interface BackendSelectProps {
  readonly backends: readonly Resource[]
  readonly value: string | null
  readonly maker: BackendMaker | undefined
  readonly onChange: (id: string) => void
}

function BackendSelect({ backends, value, maker, onChange }: BackendSelectProps) {
  const say = useMessages()
  const [isMaking, setIsMaking] = useState(false)
  return (
    <>
      {backends.length === 0 ? null : (
        <Select
          label={say('resources.backend')}
          description={say('resources.backendHelp')}
          items={backends.map(({ id, name: label, detail }) => ({
            id,
            label,
            ...(detail === undefined ? {} : { description: detail }),
          }))}
          value={value}
          onChange={onChange}
        />
      )}
      {maker === undefined ? null : (
        <div className={styles['aside']}>
          <Button isSmall variant="quiet" icon={Plus} onPress={() => setIsMaking(true)}>
            {say('backends.create')}
          </Button>
        </div>
      )}
      {maker === undefined || !isMaking ? null : (
        <BackendDialog
          title={say('backends.create')}
          initial={{}}
          credentials={maker.credentials}
          onClose={() => setIsMaking(false)}
          onSave={async (draft) => onChange((await maker.make(draft)).id)}
        />
      )}
    </>
  )
}
