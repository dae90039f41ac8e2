/** The name and the note of a version, to be written. */
import type { ReactNode } from 'react'
import type { RevisionTexts } from '../../../runtime/core/wire/pipelines.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './build-view.module.css'

interface VersionTextsProps {
  readonly texts: RevisionTexts
  readonly onChange: (texts: RevisionTexts) => void
  readonly onSubmit: () => void
  /** Buttons. */
  readonly children: ReactNode
}

export function VersionTexts({ texts, onChange, onSubmit, children }: VersionTextsProps) {
  const say = useMessages()
  return (
    <form
      className={styles['versionForm']}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <TextField
        label={say('pipelines.versionName')}
        value={texts.name}
        onChange={(name) => onChange({ ...texts, name })}
        maxLength={120}
      />
      <TextField
        label={say('document.versionNote')}
        value={texts.note}
        onChange={(note) => onChange({ ...texts, note })}
        maxLength={2_000}
      />
      {children}
    </form>
  )
}
