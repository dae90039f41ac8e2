/** The labelled questions of a bank: search, filter by intent, add, change, remove, import. */
import { useQueryClient } from '@tanstack/react-query'
import { MessageCircleQuestion, Trash2, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Bank, LabelledQuestion } from '../../runtime/core/wire/banks.ts'
import { useFailureText, useLocale, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import { PagesFailure } from '../resources/pages-failure.tsx'
import type { Importer } from '../resources/import/import-dialog.tsx'
import { ImportDialog } from '../resources/import/import-dialog.tsx'
import { useDebounced } from '../resources/use-debounced.ts'
import type { Pages } from '../resources/use-pages.ts'
import { fetchAllRows, usePages } from '../resources/use-pages.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatCount } from '../ui/format-number.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { Select } from '../ui/select.tsx'
import { useToast } from '../ui/toast.tsx'
import type { VirtualColumn } from '../ui/virtual-table.tsx'
import { VirtualTable } from '../ui/virtual-table.tsx'
import panel from '../resources/rows-panel.module.css'
import styles from './adapters.module.css'
import { parseQuestions, questionEndings } from './parse-questions.ts'
import { QuestionDialog } from './question-dialog.tsx'
import { useQuestionCounts } from './use-question-counts.ts'

/** No intent has this name: labels are letters, digits and a few signs, never a star. */
const every = '*'

export function QuestionPanel({ bank }: { bank: Bank }) {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim())
  const [intent, setIntent] = useState(every)
  const [edited, setEdited] = useState<LabelledQuestion | 'new' | null>(null)
  const [dropped, setDropped] = useState<readonly File[] | null>(null)
  const importer = useQuestionImporter(bank)
  const { intents } = useQuestionCounts(bank)
  const pages = usePages(['questions', bank.id, search, intent], (page) =>
    server.banks.questions(bank.id, {
      ...page,
      ...(search === '' ? {} : { search }),
      ...(intent === every ? {} : { intent }),
    }),
  )
  return (
    <section className={styles['questions']} aria-label={say('adapters.questions')}>
      <div className={panel['tools']}>
        <SearchField
          className={panel['search']}
          label={say('adapters.searchQuestions')}
          value={typed}
          onChange={setTyped}
        />
        <Select
          className={styles['intentPicker']}
          label={say('adapters.intent')}
          isLabelHidden
          items={[
            { id: every, label: say('adapters.everyIntent') },
            ...intents.map(({ intent: id, all }) => ({ id, label: `${id} (${formatCount(all, locale)})` })),
          ]}
          value={intent}
          onChange={setIntent}
        />
        <Button icon={MessageCircleQuestion} onPress={() => setEdited('new')}>
          {say('adapters.addQuestion')}
        </Button>
        <Button icon={Upload} onPress={() => setDropped([])}>
          {say('resources.import')}
        </Button>
        <span className={styles['count']} role="status">
          {pages.isLoading
            ? say('ui.loading')
            : say('adapters.shown', {
                n: formatCount(pages.total, locale),
                total: formatCount(bank.questions, locale),
              })}
        </span>
      </div>
      <DropArea onFiles={setDropped} className={panel['drop']}>
        <QuestionRows bank={bank} pages={pages} onEdit={setEdited} />
      </DropArea>
      {edited === null ? null : (
        <QuestionDialog
          bank={bank}
          question={edited === 'new' ? null : edited}
          intents={intents.map((one) => one.intent)}
          onClose={() => setEdited(null)}
        />
      )}
      {dropped === null ? null : (
        <ImportDialog importer={importer} files={dropped} onClose={() => setDropped(null)} />
      )}
    </section>
  )
}

interface RowsProps {
  readonly bank: Bank
  readonly pages: Pages<LabelledQuestion>
  readonly onEdit: (question: LabelledQuestion | 'new') => void
}

function QuestionRows({ bank, pages, onEdit }: RowsProps) {
  const say = useMessages()
  const columns = useColumns(bank, onEdit)
  if (pages.error !== null) return <PagesFailure error={pages.error} onRetry={pages.retry} />
  if (pages.total === 0 && !pages.isLoading) {
    return bank.questions === 0 ? (
      <EmptyState
        icon={MessageCircleQuestion}
        title={say('adapters.noQuestions')}
        action={<Button onPress={() => onEdit('new')}>{say('adapters.addQuestion')}</Button>}
      >
        {say('adapters.noQuestionsText')}
      </EmptyState>
    ) : (
      <EmptyState title={say('adapters.noneFound')}>{say('adapters.noneFoundText')}</EmptyState>
    )
  }
  return (
    <VirtualTable
      label={say('adapters.questions')}
      className={panel['table']}
      columns={columns}
      rows={pages.rows}
      total={pages.total}
      idOf={({ id }) => id}
      onEndReached={pages.fetchMore}
    />
  )
}

function useColumns(bank: Bank, onEdit: RowsProps['onEdit']): VirtualColumn<LabelledQuestion>[] {
  const say = useMessages()
  const remove = useRemoveQuestion(bank)
  return [
    {
      id: 'question',
      title: say('adapters.question'),
      track: '3fr',
      cell: (question) => (
        <Button className={panel['text']} variant="quiet" onPress={() => onEdit(question)}>
          {question.question}
        </Button>
      ),
    },
    {
      id: 'answers',
      title: say('adapters.answers'),
      track: '2fr',
      cell: ({ answers }) =>
        answers.length === 0 ? (
          <span className={styles['soft']}>{say('adapters.declines')}</span>
        ) : (
          answers.join(' · ')
        ),
    },
    { id: 'intent', title: say('adapters.intent'), track: '150px', cell: ({ intent }) => intent ?? '–' },
    {
      id: 'split',
      title: say('adapters.split'),
      track: '64px',
      cell: ({ split }) => say(split === 'test' ? 'adapters.splitTest' : 'adapters.splitTrain'),
    },
    {
      id: 'actions',
      title: say('resources.actions'),
      isTitleHidden: true,
      track: '28px',
      cell: (question) => (
        <IconButton
          isSmall
          icon={Trash2}
          label={`${say('resources.remove')}: ${question.question}`}
          onPress={() => remove(question)}
        />
      ),
    },
  ]
}

function useRefreshQuestions(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(
      ['banks', 'questions', 'question-counts'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    )
  }
}

function useRemoveQuestion(bank: Bank): (question: LabelledQuestion) => void {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { banks } = useServer()
  const showToast = useToast()
  const refresh = useRefreshQuestions()
  const showFailure = (error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) })
  const undo = (question: LabelledQuestion) =>
    void banks.putQuestions(bank.id, [question]).then(refresh).catch(showFailure)
  return (question) => {
    const announce = () =>
      showToast({
        text: say('adapters.questionRemoved', { question: question.question }),
        action: { label: say('resources.undo'), onPress: () => undo(question) },
      })
    banks.removeQuestion(bank.id, question.id).then(announce).then(refresh).catch(showFailure)
  }
}

/** What `PUT /questions` takes. */
const mostQuestions = 20_000

function useQuestionImporter(bank: Bank): Importer<LabelledQuestion> {
  const say = useMessages()
  const locale = useLocale()
  const server = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const schemaErrors = useSchemaErrors()
  return useMemo(
    () => ({
      title: say('adapters.importTitle'),
      help: say('adapters.importHelp'),
      endings: questionEndings,
      mostRows: mostQuestions,
      read: (files) => parseQuestions(files, schemaErrors),
      preview: async (rows) => {
        const stored = await fetchAllRows((page) => server.banks.questions(bank.id, page))
        const known = new Map(stored.map((question) => [question.id, JSON.stringify(question)]))
        const same = rows.filter((row) => known.get(row.id) === JSON.stringify(row)).length
        const changed = rows.filter(({ id }) => known.has(id)).length - same
        return say('resources.importChanges', {
          added: formatCount(rows.length - changed - same, locale),
          changed: formatCount(changed, locale),
          same: formatCount(same, locale),
        })
      },
      save: async (rows) => {
        await server.banks.putQuestions(bank.id, rows)
        await Promise.all(
          ['banks', 'questions', 'question-counts'].map((key) =>
            queries.invalidateQueries({ queryKey: [key] }),
          ),
        )
        showToast({ tone: 'clear', text: say('resources.imported', { n: rows.length }) })
      },
    }),
    [say, locale, server, queries, showToast, schemaErrors, bank.id],
  )
}
