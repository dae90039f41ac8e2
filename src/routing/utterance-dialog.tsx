/** Adds utterances, one a line, or changes one; the intent may be a new one. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { IntentSummary, Utterance } from '../../runtime/core/wire/intents.ts'
import { utteranceSchema } from '../../runtime/core/wire/intents.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import { newRowId } from '../resources/new-row-id.ts'
import { useFieldCheck } from '../resources/use-field-check.ts'
import { useServer } from '../session/server-context.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { TextField } from '../ui/text-field.tsx'
import { intentName } from './intent-filter.tsx'

export interface UtteranceDialogProps {
  readonly model: IntentSummary
  /** Null to add some. */
  readonly utterance: Utterance | null
  /** The intent to begin with. */
  readonly intent: string | null
  readonly onClose: () => void
}

export function UtteranceDialog({ model, utterance, intent, onClose }: UtteranceDialogProps) {
  const say = useMessages()
  const form = useUtteranceForm(model, utterance, intent)
  return (
    <FormDialog
      title={say(utterance === null ? 'routing.add' : 'routing.edit')}
      saveLabel={say('resources.save')}
      isReady={form.text.trim() !== ''}
      onClose={onClose}
      onSave={form.save}
    >
      <TextField
        label={say('routing.utterance')}
        isMultiline
        rows={utterance === null ? 5 : 2}
        autoFocus
        value={form.text}
        onChange={form.setText}
        error={form.faults['text']}
        {...(utterance === null ? { description: say('routing.utterancesHelp') } : {})}
      />
      <ComboBox
        label={say('routing.intent')}
        description={say('routing.intentHelp')}
        items={model.intents.map((one) => ({ id: one.intent, label: intentName(one.intent, say) }))}
        value={form.intent}
        onChange={form.setIntent}
        allowsCustomValue
        error={form.faults['intent']}
      />
    </FormDialog>
  )
}

function useUtteranceForm(model: IntentSummary, utterance: Utterance | null, firstIntent: string | null) {
  const server = useServer()
  const queries = useQueryClient()
  const { faults, check } = useFieldCheck()
  const [text, setText] = useState(utterance?.text ?? '')
  const [intent, setIntent] = useState(utterance?.intent ?? firstIntent ?? '')

  const write = async (rows: readonly Utterance[]) => {
    await server.intents.putUtterances(model.id, rows)
    for (const key of ['intents', 'utterances']) void queries.invalidateQueries({ queryKey: [key] })
  }
  const save = () => {
    const lines = utterance === null ? text.split('\n') : [text.replaceAll('\n', ' ')]
    const rows: Utterance[] = []
    for (const line of lines) {
      if (line.trim() === '') continue
      const row = { id: utterance?.id ?? newRowId('u'), text: line, intent: intent.trim() }
      const checked = check(utteranceSchema, row)
      if (checked === undefined) return undefined
      rows.push(checked)
    }
    return write(rows)
  }
  return { text, setText, intent, setIntent, faults, save }
}
