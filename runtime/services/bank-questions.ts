/** The labelled questions of a bank. */
import { z } from 'zod'
import type { BankService } from '../core/services/banks.ts'
import { labelledQuestionSchema } from '../core/wire/banks.ts'
import type { BankContext } from './bank-records.ts'
import { bankKind } from './bank-records.ts'
import { openRows } from './rows.ts'

export type BankQuestions = Pick<BankService, 'questions' | 'putQuestions' | 'removeQuestions'>

export function createBankQuestions({ collections, records, summaries }: BankContext): BankQuestions {
  const rows = openRows(collections, bankKind, labelledQuestionSchema)
  return {
    questions: async (id, request) => {
      await records.get(id)
      return rows.page(id, request)
    },
    putQuestions: async (id, questions) => {
      await records.get(id)
      // Through JSON: fields left out are not stored as undefined.
      const added = questions.map((question) => ({
        id: question.id,
        value: z.json().parse(JSON.parse(JSON.stringify(question))),
      }))
      await collections.putRows(bankKind, id, added)
      return summaries.get(id)
    },
    removeQuestions: async (id, questionIds) => {
      await records.get(id)
      await collections.removeRows(bankKind, id, questionIds)
      return summaries.get(id)
    },
  }
}
