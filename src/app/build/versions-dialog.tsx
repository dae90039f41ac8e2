/** The versions of a pipeline: save one under a name, publish one, bring one back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Autosave } from '../../document/autosave.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { useRevisionPages } from '../../resources/use-revision-pages.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatMoment } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useToast } from '../../ui/toast.tsx'
import styles from './build-view.module.css'
import { OlderVersions } from './older-versions.tsx'
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
  const { data: published } = useQuery({
    queryKey: ['versions', pipelineId, 'published'],
    queryFn: async () => (await server.pipelines.get(pipelineId)).publishedRevision,
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
        published={published ?? null}
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
  readonly published: string | null
  readonly onRestore: (hash: string) => void
  readonly onPublish: (hash: string) => void
}

function VersionList({ pipelineId, published, onRestore, onPublish }: VersionListProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const [isNamedOnly, setIsNamedOnly] = useState(false)
  const { rows, total, isLoading, error, hasMore, fetchMore } = useRevisionPages(pipelineId, isNamedOnly)
  if (error !== null) return <Notice tone="danger">{failureText(toFailure(error).toJSON())}</Notice>
  if (isLoading) return null
  if (total === 0 && !isNamedOnly) return <p className={styles['soft']}>{say('document.noVersions')}</p>
  return (
    <>
      <Switch label={say('pipelines.onlyNamed')} isSelected={isNamedOnly} onChange={setIsNamedOnly} />
      {total === 0 ? <p className={styles['soft']}>{say('pipelines.noNamed')}</p> : null}
      <ul className={styles['versions']} aria-label={say('document.versions')}>
        {rows.map((revision) => (
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
      {hasMore ? <OlderVersions shown={rows.length} total={total} onPress={fetchMore} /> : null}
    </>
  )
}
