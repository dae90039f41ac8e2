/** Adds a run to a dataset: the request as it was sent, and what is right for it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { expectedSchema } from '../../runtime/core/wire/runs.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import type { LabelDraft } from '../resources/label/label-draft.ts'
import { emptyLabel, labelOfDraft } from '../resources/label/label-draft.ts'
import { LabelFields } from '../resources/label/label-fields.tsx'
import { useFieldCheck } from '../resources/use-field-check.ts'
import { mainDecision, outputsOf, plainAnswer, toAnswer } from '../runs/run-answer.ts'
import { useServer } from '../session/server-context.tsx'
import { DatasetTargetFields, useDatasetTarget } from './dataset-target.tsx'

export interface AddToDatasetDialogProps {
  readonly runId: string
  readonly view: RunView
  readonly onClose: () => void
}

export function AddToDatasetDialog({ runId, view, onClose }: AddToDatasetDialogProps) {
  const say = useMessages()
  const form = useAddRun(runId, view)
  return (
    <FormDialog
      title={say('datasets.addRunTitle')}
      width={560}
      saveLabel={say('datasets.addRunAction')}
      isReady={form.target.isReady}
      onClose={onClose}
      onSave={form.add}
    >
      <p>{say('datasets.addRunHelp')}</p>
      <DatasetTargetFields target={form.target} />
      <LabelFields draft={form.label} onChange={form.setLabel} intents={form.intents} faults={form.faults} />
    </FormDialog>
  )
}

function useAddRun(runId: string, view: RunView) {
  const say = useMessages()
  const { faults, check } = useFieldCheck()
  const server = useServer()
  const target = useDatasetTarget()
  const { existing } = target
  const { data: intents = {} } = useQuery({
    queryKey: ['dataset-intents', existing],
    queryFn: () => server.datasets.intents(existing ?? ''),
    enabled: existing !== undefined,
  })
  const [label, setLabel] = useState(() => labelOfRun(view))
  const add = () => {
    const expected = check(expectedSchema, labelOfDraft(label) ?? {})
    if (expected === undefined) return undefined
    return target.addWith(
      (dataset) => server.datasets.addRun(dataset, runId, expected),
      (name) => say('datasets.addedRun', { name }),
    )
  }
  return { target, intents: Object.keys(intents), label, setLabel, faults, add }
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
