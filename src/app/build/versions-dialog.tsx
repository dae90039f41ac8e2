/** The versions of a pipeline: save one with a note, publish one, bring one back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Autosave } from '../../document/autosave.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { useServer } from '../../session/server-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './build-view.module.css'

export interface VersionsDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly pipelineId: string
  readonly autosave: Autosave
  readonly onRestore: (document: PipelineDocument) => void
}

export function VersionsDialog(props: VersionsDialogProps) {
  const say = useMessages()
  return (
    <Dialog title={say('document.versions')} isOpen={props.isOpen} onClose={props.onClose} width={620}>
      {props.isOpen ? <Versions {...props} /> : null}
    </Dialog>
  )
}

function Versions({ onClose, pipelineId, autosave, onRestore }: VersionsDialogProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const locale = useLocale()
  const server = useServer()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const refresh = () => queries.invalidateQueries({ queryKey: ['versions', pipelineId] })
  const { data } = useQuery({
    queryKey: ['versions', pipelineId],
    queryFn: async () => ({
      revisions: await server.pipelines.revisions(pipelineId),
      published: (await server.pipelines.get(pipelineId)).publishedRevision,
    }),
  })
  const save = useMutation({
    mutationFn: async () => {
      await autosave.flush()
      await server.pipelines.saveRevision(pipelineId, note.trim())
    },
    onSuccess: () => {
      setNote('')
      return refresh()
    },
  })
  const publish = useMutation({
    mutationFn: (hash: string) => server.pipelines.publish(pipelineId, hash),
    onSuccess: refresh,
  })
  const restore = useMutation({
    mutationFn: (hash: string) => server.pipelines.revision(pipelineId, hash),
    onSuccess: ({ document }) => {
      onRestore({ ...document, id: pipelineId })
      onClose()
    },
  })
  const error = save.error ?? publish.error ?? restore.error
  return (
    <>
      <form
        className={styles['newVersion']}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField label={say('document.versionNote')} value={note} onChange={setNote} maxLength={200} />
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {say('document.saveVersion')}
        </Button>
      </form>
      {error === null ? null : <Notice tone="danger">{failureText(toFailure(error).toJSON())}</Notice>}
      <ul className={styles['versions']} aria-label={say('document.versions')}>
        {(data?.revisions ?? []).map(({ hash, createdAt, note: text }) => (
          <li key={hash} className={styles['version']}>
            <span className={styles['versionTexts']}>
              <span>{text === '' ? say('document.noNote') : text}</span>
              <span className={styles['soft']}>
                <code>{hash.slice(0, 12)}</code> · {formatMoment(createdAt, locale)}
              </span>
            </span>
            {data?.published === hash ? <Badge tone="clear">{say('document.published')}</Badge> : null}
            <Button isSmall variant="quiet" onPress={() => restore.mutate(hash)}>
              {say('document.restore')}
            </Button>
            {data?.published === hash ? null : (
              <Button isSmall variant="quiet" onPress={() => publish.mutate(hash)}>
                {say('document.publish')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data?.revisions.length === 0 ? <p className={styles['soft']}>{say('document.noVersions')}</p> : null}
    </>
  )
}
