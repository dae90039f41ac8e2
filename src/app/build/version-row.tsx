/** One version: its name and note, which can be changed in place, and what can be done with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { GitCompare, Pencil } from 'lucide-react'
import { useState } from 'react'
import type { RevisionSummary, RevisionTexts } from '../../../runtime/core/wire/pipelines.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './build-view.module.css'
import { VersionTexts } from './version-texts.tsx'

interface VersionRowProps {
  readonly pipelineId: string
  readonly revision: RevisionSummary
  readonly isPublished: boolean
  readonly onRestore: () => void
  readonly onPublish: () => void
}

export function VersionRow({ pipelineId, revision, isPublished, onRestore, onPublish }: VersionRowProps) {
  const say = useMessages()
  const locale = useLocale()
  const [isEdited, setIsEdited] = useState(false)
  const { hash, name, note, createdAt } = revision
  const short = hash.slice(0, 12)
  if (isEdited) {
    return (
      <li className={styles['editedVersion']}>
        <EditedTexts pipelineId={pipelineId} revision={revision} onClose={() => setIsEdited(false)} />
      </li>
    )
  }
  return (
    <li className={styles['version']}>
      <span className={styles['versionTexts']}>
        {name === '' ? null : <span className={styles['versionName']}>{name}</span>}
        {note === '' ? null : <span className={styles['versionNote']}>{note}</span>}
        {name === '' && note === '' ? <span>{say('pipelines.unnamed')}</span> : null}
        <span className={styles['soft']}>
          <code>{short}</code> · <time dateTime={createdAt}>{formatMoment(createdAt, locale)}</time>
        </span>
      </span>
      {isPublished ? <Badge tone="clear">{say('document.published')}</Badge> : null}
      <IconButton
        isSmall
        icon={Pencil}
        label={say('pipelines.describeNamed', { version: name === '' ? short : name })}
        onPress={() => setIsEdited(true)}
      />
      <IconButton
        isSmall
        icon={GitCompare}
        label={say('changes.compareNamed', { version: name === '' ? short : name })}
        onPress={() => navigateTo('build', pipelineId, 'changes', hash)}
      />
      <Button isSmall variant="quiet" onPress={onRestore}>
        {say('document.restore')}
      </Button>
      {isPublished ? null : (
        <Button isSmall variant="quiet" onPress={onPublish}>
          {say('document.publish')}
        </Button>
      )}
    </li>
  )
}

interface EditedTextsProps {
  readonly pipelineId: string
  readonly revision: RevisionSummary
  readonly onClose: () => void
}

function EditedTexts({ pipelineId, revision, onClose }: EditedTextsProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const server = useServer()
  const queries = useQueryClient()
  const [texts, setTexts] = useState<RevisionTexts>({ name: revision.name, note: revision.note })
  const save = useMutation({
    mutationFn: () =>
      server.pipelines.describeRevision(pipelineId, revision.hash, {
        name: texts.name.trim(),
        note: texts.note.trim(),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['versions', pipelineId] })
      onClose()
    },
  })
  return (
    <>
      <VersionTexts texts={texts} onChange={setTexts} onSubmit={() => save.mutate()}>
        <Button onPress={onClose}>{say('ui.cancel')}</Button>
        <Button type="submit" isPending={save.isPending}>
          {say('pipelines.save')}
        </Button>
      </VersionTexts>
      {save.error === null ? null : (
        <Notice tone="danger">{failureText(toFailure(save.error).toJSON())}</Notice>
      )}
    </>
  )
}
