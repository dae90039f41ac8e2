/** Adds a run to a dataset: the request as it was sent, and what is right for it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { expectedSchema } from '../../runtime/core/wire/runs.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import styles from '../resources/form.module.css'
import type { LabelDraft } from '../resources/label/label-draft.ts'
import { emptyLabel, labelOfDraft } from '../resources/label/label-draft.ts'
import { LabelFields } from '../resources/label/label-fields.tsx'
import { mainDecision, outputsOf, plainAnswer, toAnswer } from '../runs/run-answer.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { DatasetTargetFields, useDatasetTarget } from './dataset-target.tsx'

export interface AddToDatasetDialogProps {
  readonly runId: string
  readonly view: RunView
  readonly onClose: () => void
}

export function AddToDatasetDialog({ runId, view, onClose }: AddToDatasetDialogProps) {
  const say = useMessages()
  const form = useAddRun(runId, view, onClose)
  return (
    <Dialog
      title={say('datasets.addRunTitle')}
      isOpen
      onClose={onClose}
      width={560}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            onPress={form.add}
            isPending={form.isBusy}
            isDisabled={!form.target.isReady}
          >
            {say('datasets.addRunAction')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <p>{say('datasets.addRunHelp')}</p>
        <DatasetTargetFields target={form.target} />
        <LabelFields
          draft={form.label}
          onChange={form.setLabel}
          intents={form.intents}
          faults={form.faults}
        />
        {form.failed === null ? null : <Notice tone="danger">{form.failed}</Notice>}
      </div>
    </Dialog>
  )
}

function useAddRun(runId: string, view: RunView, onClose: () => void) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const schemaErrors = useSchemaErrors()
  const server = useServer()
  const target = useDatasetTarget()
  const { existing } = target
  const { data: intents = {} } = useQuery({
    queryKey: ['dataset-intents', existing],
    queryFn: () => server.datasets.intents(existing ?? ''),
    enabled: existing !== undefined,
  })
  const [label, setLabel] = useState(() => labelOfRun(view))
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [failed, setFailed] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const write = async () => {
    const expected = labelOfDraft(label) ?? {}
    const checked = expectedSchema.safeParse(
      expected,
      schemaErrors === undefined ? {} : { error: schemaErrors },
    )
    if (!checked.success) {
      setFaults(
        Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0]), message])),
      )
      return
    }
    setIsBusy(true)
    await target.addWith(
      async (dataset) => {
        const added = await server.datasets.addRun(dataset, runId, checked.data)
        onClose()
        return added
      },
      (name) => say('datasets.addedRun', { name }),
    )
  }
  const add = () => {
    write().catch((error: unknown) => {
      setFailed(sayFailure(toFailure(error)))
      setIsBusy(false)
    })
  }
  return {
    target,
    intents: Object.keys(intents),
    label,
    setLabel,
    faults,
    failed,
    isBusy,
    add,
  }
}

/** What the run gave, as a first label: its answer, or that it declined, and the intent that it went by. */
function labelOfRun(view: RunView): LabelDraft {
  const traced = outputsOf(view)[0]?.traced
  const hasDeclined = traced !== undefined && 'value' in traced && toAnswer(traced.value)?.abstained === true
  const answer = plainAnswer(view)
  const answerKind = hasDeclined ? 'decline' : answer === '' ? 'none' : 'answers'
  return {
    ...emptyLabel,
    answerKind,
    answers: answerKind === 'answers' ? answer : '',
    intent: mainDecision(view)?.intent ?? '',
  }
}
