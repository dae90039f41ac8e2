/** Adds a labelled question, or changes one. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Bank, LabelledQuestion } from '../../runtime/core/wire/banks.ts'
import { labelledQuestionSchema } from '../../runtime/core/wire/banks.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { FormDialog } from '../resources/form-dialog.tsx'
import { newRowId } from '../resources/new-row-id.ts'
import { useFieldCheck } from '../resources/use-field-check.ts'
import { useServer } from '../session/server-context.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
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
  const form = useQuestionForm(bank, question)
  const { draft, change, faults } = form
  return (
    <FormDialog
      title={say(question === null ? 'adapters.addQuestion' : 'adapters.editQuestion')}
      width={560}
      saveLabel={say('resources.save')}
      isReady={draft.question.trim() !== ''}
      onClose={onClose}
      onSave={form.save}
    >
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
    </FormDialog>
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

function useQuestionForm(bank: Bank, question: LabelledQuestion | null) {
  const server = useServer()
  const queries = useQueryClient()
  const { faults, check } = useFieldCheck()
  const [draft, setDraft] = useState<QuestionDraft>({
    question: question?.question ?? '',
    answers: question?.answers.join('\n') ?? '',
    intent: question?.intent ?? '',
    contextId: question?.contextId ?? '',
    split: question?.split ?? 'train',
  })
  const write = async (row: LabelledQuestion) => {
    await server.banks.putQuestions(bank.id, [row])
    for (const key of ['banks', 'questions', 'question-counts'])
      void queries.invalidateQueries({ queryKey: [key] })
  }
  const save = () => {
    const row = check(labelledQuestionSchema, toQuestion(question?.id ?? newRowId('q'), draft))
    return row === undefined ? undefined : write(row)
  }
  const change = (part: Partial<QuestionDraft>) => setDraft((old) => ({ ...old, ...part }))
  return { draft, change, faults, save }
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
