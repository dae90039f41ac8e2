/** The versions of a pipeline: save one under a name, publish one, bring one back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import type { RevisionSummary } from '../../../runtime/core/wire/pipelines.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Autosave } from '../../document/autosave.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useToast } from '../../ui/toast.tsx'
import styles from './build-view.module.css'
import { VersionRow } from './version-row.tsx'
import { VersionTexts } from './version-texts.tsx'

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
    <Dialog title={say('document.versions')} isOpen={props.isOpen} onClose={props.onClose} width={680}>
      {props.isOpen ? <Versions {...props} /> : null}
    </Dialog>
  )
}

function Versions(props: VersionsDialogProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const { pipelineId, autosave } = props
  const server = useServer()
  const [texts, setTexts] = useState({ name: '', note: '' })
  const { data } = useQuery({
    queryKey: ['versions', pipelineId],
    queryFn: async () => ({
      revisions: await server.pipelines.revisions(pipelineId),
      published: (await server.pipelines.get(pipelineId)).publishedRevision,
    }),
  })
  const { publish, restore, refresh } = useVersionChanges(props)
  const save = useMutation({
    mutationFn: async () => {
      await autosave.flush()
      await server.pipelines.saveRevision(pipelineId, { name: texts.name.trim(), note: texts.note.trim() })
    },
    onSuccess: () => {
      setTexts({ name: '', note: '' })
      return refresh()
    },
  })
  const error = save.error ?? publish.error ?? restore.error
  return (
    <>
      <VersionTexts texts={texts} onChange={setTexts} onSubmit={() => save.mutate()}>
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {say('document.saveVersion')}
        </Button>
      </VersionTexts>
      {error === null ? null : <Notice tone="danger">{failureText(toFailure(error).toJSON())}</Notice>}
      <VersionList
        pipelineId={pipelineId}
        revisions={data?.revisions ?? null}
        published={data?.published ?? null}
        onRestore={restore.mutate}
        onPublish={publish.mutate}
      />
    </>
  )
}

function useVersionChanges({ onClose, pipelineId, onRestore }: VersionsDialogProps) {
  const say = useMessages()
  const locale = useLocale()
  const toast = useToast()
  const server = useServer()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['versions', pipelineId] })
  const publish = useMutation({
    mutationFn: (hash: string) => server.pipelines.publish(pipelineId, hash),
    onSuccess: refresh,
  })
  const restore = useMutation({
    mutationFn: (hash: string) => server.pipelines.revision(pipelineId, hash),
    onSuccess: ({ document, createdAt }) => {
      onRestore({ ...document, id: pipelineId })
      onClose()
      toast({ text: say('pipelines.restored', { moment: formatMoment(createdAt, locale) }) })
    },
  })
  return { publish, restore, refresh }
}

interface VersionListProps {
  readonly pipelineId: string
  /** Null while they are loading. */
  readonly revisions: readonly RevisionSummary[] | null
  readonly published: string | null
  readonly onRestore: (hash: string) => void
  readonly onPublish: (hash: string) => void
}

function VersionList({ pipelineId, revisions, published, onRestore, onPublish }: VersionListProps) {
  const say = useMessages()
  const [isNamedOnly, setIsNamedOnly] = useState(false)
  if (revisions === null) return null
  if (revisions.length === 0) return <p className={styles['soft']}>{say('document.noVersions')}</p>
  const shown = isNamedOnly ? revisions.filter(({ name }) => name !== '') : revisions
  return (
    <>
      <Switch label={say('pipelines.onlyNamed')} isSelected={isNamedOnly} onChange={setIsNamedOnly} />
      {shown.length === 0 ? <p className={styles['soft']}>{say('pipelines.noNamed')}</p> : null}
      <ul className={styles['versions']} aria-label={say('document.versions')}>
        {shown.map((revision) => (
          <VersionRow
            key={revision.hash}
            pipelineId={pipelineId}
            revision={revision}
            isPublished={published === revision.hash}
            onRestore={() => onRestore(revision.hash)}
            onPublish={() => onPublish(revision.hash)}
          />
        ))}
      </ul>
    </>
  )
}
