/** Adds a row or changes one: the request, what is right for it, and its tags. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { DatasetRow, DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import styles from '../resources/form.module.css'
import { LabelFields } from '../resources/label/label-fields.tsx'
import { newRowId } from '../resources/new-row-id.ts'
import { hrefOf } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { InputDraft, RowDraft, RowFaults } from './row-draft.ts'
import { draftOfRow, rowOfDraft } from './row-draft.ts'
import { useDatasetCache } from './use-dataset-changes.ts'

export interface RowDialogProps {
  readonly dataset: DatasetSummary
  /** Null to add one. */
  readonly row: DatasetRow | null
  readonly intents: readonly string[]
  readonly onClose: () => void
}

export function RowDialog({ dataset, row, intents, onClose }: RowDialogProps) {
  const say = useMessages()
  const { draft, setDraft, faults, save } = useRowForm(dataset, row)
  const changeInput = (field: string, text: string) =>
    setDraft({
      ...draft,
      inputs: draft.inputs.map((input) => (input.field === field ? { ...input, text } : input)),
    })
  return (
    <FormDialog
      title={row === null ? say('datasets.add') : say('datasets.edit', { id: row.id })}
      width={640}
      saveLabel={say('resources.save')}
      isReady={draft.inputs.some(({ text }) => text.trim() !== '')}
      onClose={onClose}
      onSave={save}
    >
      {draft.inputs.map((input, index) => (
        <InputField
          key={input.field}
          input={input}
          isFirst={index === 0}
          fault={faults[`inputs.${input.field}`]}
          onChange={(text) => changeInput(input.field, text)}
        />
      ))}
      <LabelFields
        draft={draft.label}
        onChange={(label) => setDraft({ ...draft, label })}
        intents={intents}
        faults={faults}
      />
      <TextField
        label={say('datasets.tags')}
        description={say('datasets.tagsHelp')}
        isMultiline
        rows={2}
        value={draft.tags}
        onChange={(tags) => setDraft({ ...draft, tags })}
        error={faults['tags']}
      />
      {row?.runId === undefined ? null : <RunOfRow runId={row.runId} />}
    </FormDialog>
  )
}

/** Rows outlive the runs that they were taken from: what is kept of those is limited. */
function RunOfRow({ runId }: { runId: string }) {
  const say = useMessages()
  const server = useServer()
  const run = useQuery({ queryKey: ['run-of-row', runId], queryFn: () => server.runs.get(runId) })
  if (run.error !== null && toFailure(run.error).code === 'RUN_NOT_FOUND')
    return <p className={styles['soft']}>{say('datasets.runGone')}</p>
  return (
    <p>
      {say('datasets.fromRun')}. <a href={hrefOf('runs', runId)}>{say('datasets.openRun')}</a>
    </p>
  )
}

interface InputFieldProps {
  readonly input: InputDraft
  readonly isFirst: boolean
  readonly fault: string | undefined
  readonly onChange: (text: string) => void
}

function InputField({ input: { field, text, isJson }, isFirst, fault, onChange }: InputFieldProps) {
  const say = useMessages()
  return (
    <TextField
      label={say('datasets.inputField', { field })}
      isMultiline
      isMonospace={isJson}
      rows={2}
      autoFocus={isFirst}
      value={text}
      onChange={onChange}
      error={fault}
    />
  )
}

function useRowForm(dataset: DatasetSummary, row: DatasetRow | null) {
  const say = useMessages()
  const schemaErrors = useSchemaErrors()
  const server = useServer()
  const cache = useDatasetCache()
  const [draft, setDraft] = useState<RowDraft>(() => draftOfRow(row, Object.keys(dataset.fields)))
  const [faults, setFaults] = useState<RowFaults>({})
  const write = async (written: DatasetRow) => {
    await server.datasets.putRows(dataset.id, [written])
    if (row === null) void cache.refresh(dataset.id)
    else {
      cache.replaceRow(dataset.id, written)
      void cache.refreshCounts(dataset.id)
    }
  }
  const save = () => {
    const texts = {
      notJson: say('datasets.jsonFault'),
      notTag: (line: string) => say('datasets.tagFault', { line }),
    }
    const read = rowOfDraft(draft, row ?? { id: newRowId('row') }, texts, schemaErrors)
    setFaults('faults' in read ? read.faults : {})
    return 'faults' in read ? undefined : write(read.row)
  }
  return { draft, setDraft, faults, save }
}
