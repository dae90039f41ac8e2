/** How many labelled questions each intent has, and how many of them can be trained on. */
import { useQuery } from '@tanstack/react-query'
import type { Bank, LabelledQuestion } from '../../runtime/core/wire/banks.ts'
import { fetchAllRows } from '../resources/use-pages.ts'
import { useServer } from '../session/server-context.tsx'

export interface IntentCount {
  readonly intent: string
  readonly all: number
  /** Not held out for tests, and with an answer. */
  readonly usable: number
}

export interface QuestionCounts {
  readonly intents: readonly IntentCount[]
  /** Over all questions, those without an intent too. */
  readonly usable: number
}

const none: QuestionCounts = { intents: [], usable: 0 }

export function useQuestionCounts(bank: Bank): QuestionCounts {
  const server = useServer()
  const { data } = useQuery({
    queryKey: ['question-counts', bank.id],
    queryFn: async () => countByIntent(await fetchAllRows((page) => server.banks.questions(bank.id, page))),
  })
  return data ?? none
}

export function countByIntent(questions: readonly LabelledQuestion[]): QuestionCounts {
  const counts = new Map<string, { all: number; usable: number }>()
  let usable = 0
  for (const { intent, split, answers } of questions) {
    const isUsable = split !== 'test' && answers.length > 0
    if (isUsable) usable += 1
    if (intent === undefined) continue
    const count = counts.get(intent) ?? { all: 0, usable: 0 }
    count.all += 1
    if (isUsable) count.usable += 1
    counts.set(intent, count)
  }
  const intents = [...counts].map(([intent, count]) => ({ intent, ...count }))
  return { intents: intents.sort((a, b) => (a.intent < b.intent ? -1 : 1)), usable }
}
