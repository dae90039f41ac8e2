/** Adds a labelled question, or changes one. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Bank, LabelledQuestion } from '../../runtime/core/wire/banks.ts'
import { labelledQuestionSchema } from '../../runtime/core/wire/banks.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import styles from '../resources/form.module.css'
import { newRowId } from '../resources/new-row-id.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'

export interface QuestionDialogProps {
  readonly bank: Bank
  /** Null to add one. */
  readonly question: LabelledQuestion | null
  readonly intents: readonly string[]
  readonly onClose: () => void
}

export function QuestionDialog({ bank, question, intents, onClose }: QuestionDialogProps) {
  const say = useMessages()
  const form = useQuestionForm(bank, question, onClose)
  const { draft, change, faults } = form
  return (
    <Dialog
      title={say(question === null ? 'adapters.addQuestion' : 'adapters.editQuestion')}
      isOpen
      onClose={onClose}
      width={560}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            onPress={form.save}
            isPending={form.isBusy}
            isDisabled={draft.question.trim() === ''}
          >
            {say('resources.save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextField
          label={say('adapters.question')}
          isMultiline
          rows={2}
          autoFocus
          value={draft.question}
          onChange={(text) => change({ question: text })}
          error={faults['question']}
        />
        <TextField
          label={say('adapters.answers')}
          description={say('adapters.answersHelp')}
          isMultiline
          rows={3}
          value={draft.answers}
          onChange={(answers) => change({ answers })}
          error={faults['answers']}
        />
        <ComboBox
          label={say('adapters.intent')}
          items={intents.map((id) => ({ id, label: id }))}
          value={draft.intent}
          onChange={(intent) => change({ intent })}
          allowsCustomValue
          error={faults['intent']}
        />
        <TextField
          label={say('adapters.article')}
          description={say('adapters.articleHelp')}
          isMonospace
          value={draft.contextId}
          onChange={(contextId) => change({ contextId })}
          error={faults['contextId']}
        />
        <Select
          label={say('adapters.split')}
          description={say('adapters.splitHelp')}
          items={[
            { id: 'train', label: say('adapters.splitTrain') },
            { id: 'test', label: say('adapters.splitTest') },
          ]}
          value={draft.split}
          onChange={(split) => change({ split })}
        />
        {form.failed === null ? null : <Notice tone="danger">{form.failed}</Notice>}
      </div>
    </Dialog>
  )
}

interface QuestionDraft {
  readonly question: string
  /** One a line. */
  readonly answers: string
  readonly intent: string
  readonly contextId: string
  readonly split: 'train' | 'test'
}

function useQuestionForm(bank: Bank, question: LabelledQuestion | null, onClose: () => void) {
  const sayFailure = useFailureText()
  const server = useServer()
  const queries = useQueryClient()
  const schemaErrors = useSchemaErrors()
  const [draft, setDraft] = useState<QuestionDraft>({
    question: question?.question ?? '',
    answers: question?.answers.join('\n') ?? '',
    intent: question?.intent ?? '',
    contextId: question?.contextId ?? '',
    split: question?.split ?? 'train',
  })
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [failed, setFailed] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const save = () => {
    const row = toQuestion(question?.id ?? newRowId('q'), draft)
    const checked = labelledQuestionSchema.safeParse(
      row,
      schemaErrors === undefined ? {} : { error: schemaErrors },
    )
    if (!checked.success) {
      setFaults(
        Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0]), message])),
      )
      return
    }
    setFaults({})
    setIsBusy(true)
    const write = async () => {
      await server.banks.putQuestions(bank.id, [checked.data])
      onClose()
      await Promise.all(
        ['banks', 'questions', 'question-counts'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      )
    }
    write().catch((error: unknown) => {
      setFailed(sayFailure(toFailure(error)))
      setIsBusy(false)
    })
  }
  const change = (part: Partial<QuestionDraft>) => setDraft((old) => ({ ...old, ...part }))
  return { draft, change, faults, failed, isBusy, save }
}

function toQuestion(id: string, draft: QuestionDraft): LabelledQuestion {
  const { question, intent, contextId, split } = draft
  const answers = draft.answers
    .split('\n')
    .map((answer) => answer.trim())
    .filter((answer) => answer !== '')
  return {
    id,
    question,
    answers,
    split,
    ...(contextId.trim() === '' ? {} : { contextId: contextId.trim() }),
    ...(intent.trim() === '' ? {} : { intent: intent.trim() }),
  }
}
