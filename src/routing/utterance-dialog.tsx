/** Adds utterances, one a line, or changes one; the intent may be a new one. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { IntentSummary, Utterance } from '../../runtime/core/wire/intents.ts'
import { utteranceSchema } from '../../runtime/core/wire/intents.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import styles from '../resources/form.module.css'
import { newRowId } from '../resources/new-row-id.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
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
  const form = useUtteranceForm(model, utterance, intent, onClose)
  return (
    <Dialog
      title={say(utterance === null ? 'routing.add' : 'routing.edit')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button variant="primary" onPress={form.save} isPending={form.isBusy} isDisabled={!form.isReady}>
            {say('resources.save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
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
        {form.failed === null ? null : <Notice tone="danger">{form.failed}</Notice>}
      </div>
    </Dialog>
  )
}

function useUtteranceForm(
  model: IntentSummary,
  utterance: Utterance | null,
  firstIntent: string | null,
  onClose: () => void,
) {
  const sayFailure = useFailureText()
  const server = useServer()
  const queries = useQueryClient()
  const schemaErrors = useSchemaErrors()
  const [text, setText] = useState(utterance?.text ?? '')
  const [intent, setIntent] = useState(utterance?.intent ?? firstIntent ?? '')
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [failed, setFailed] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const save = () => {
    const lines = utterance === null ? text.split('\n') : [text.replaceAll('\n', ' ')]
    const rows: Utterance[] = []
    for (const line of lines) {
      if (line.trim() === '') continue
      const row = { id: utterance?.id ?? newRowId('u'), text: line, intent: intent.trim() }
      const checked = utteranceSchema.safeParse(
        row,
        schemaErrors === undefined ? {} : { error: schemaErrors },
      )
      if (!checked.success) {
        setFaults(
          Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0]), message])),
        )
        return
      }
      rows.push(checked.data)
    }
    setFaults({})
    setIsBusy(true)
    const write = async () => {
      await server.intents.putUtterances(model.id, rows)
      onClose()
      await Promise.all(
        ['intents', 'utterances'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      )
    }
    write().catch((error: unknown) => {
      setFailed(sayFailure(toFailure(error)))
      setIsBusy(false)
    })
  }
  const isReady = text.trim() !== ''
  return { text, setText, intent, setIntent, faults, failed, isBusy, isReady, save }
}
