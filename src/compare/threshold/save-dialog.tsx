/** Saves the threshold that was found: into the draft, and as a revision with a note. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { hashPipeline } from '../../../runtime/core/document/content-hash.ts'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { Revision } from '../../../runtime/core/wire/pipelines.ts'
import type { Thresholds } from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { hrefOf } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formatScore } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { BankNode } from './bank-node.ts'
import { writeThresholds } from './bank-node.ts'
import { saveThresholds } from './save-thresholds.ts'

export interface SaveDialogProps {
  readonly pipeline: string
  readonly revision: string | undefined
  readonly node: BankNode
  readonly thresholds: Thresholds
  readonly experimentName: string
  readonly onClose: () => void
}

export function SaveDialog({
  pipeline,
  revision,
  node,
  thresholds,
  experimentName,
  onClose,
}: SaveDialogProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const locale = useLocale()
  const server = useServer()
  const queries = useQueryClient()
  const [note, setNote] = useState(
    say('compare.revisionNote', {
      threshold: formatScore(thresholds.threshold, locale),
      experiment: experimentName,
    }),
  )
  const draft = useQuery({
    queryKey: ['draft', pipeline],
    queryFn: () => server.pipelines.get(pipeline),
    staleTime: 0,
  })
  const hasMoved =
    draft.data !== undefined && revision !== undefined && hashPipeline(draft.data.document) !== revision
  const save = useMutation({
    mutationFn: () =>
      saveThresholds(server, pipeline, note.trim(), (document) =>
        writeThresholds(document, node.id, thresholds, node.thresholds, node.rule),
      ),
    onSuccess: () =>
      Promise.all(
        ['pipelines', 'revisions', 'versions', 'pipeline-document', 'draft'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  })
  const saved: Revision | null | undefined = save.data
  return (
    <Dialog
      title={say('compare.saveRevision')}
      isOpen
      onClose={onClose}
      actions={
        saved === undefined || saved === null ? (
          <>
            <Button onPress={onClose}>{say('ui.cancel')}</Button>
            <Button variant="primary" isPending={save.isPending} onPress={() => save.mutate()}>
              {say('resources.save')}
            </Button>
          </>
        ) : (
          <Button variant="primary" onPress={onClose}>
            {say('ui.close')}
          </Button>
        )
      }
    >
      {save.error === null ? null : <Notice tone="danger">{sayFailure(toFailure(save.error))}</Notice>}
      {saved === null ? <Notice tone="danger">{say('compare.noBankNode')}</Notice> : null}
      {saved === undefined || saved === null ? (
        <>
          <p>{say('compare.saveHelp', { pipeline })}</p>
          {hasMoved ? <Notice tone="caution">{say('compare.draftMoved')}</Notice> : null}
          <TextField label={say('document.versionNote')} value={note} onChange={setNote} maxLength={200} />
        </>
      ) : (
        <Notice tone="clear" action={<a href={hrefOf('build', pipeline)}>{say('compare.openPipeline')}</a>}>
          {say('compare.savedRevision', { revision: saved.hash.slice(0, 12) })}
        </Notice>
      )}
    </Dialog>
  )
}
