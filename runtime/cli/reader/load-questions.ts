/** A folder with `corpus.jsonl` and `questions.jsonl`, plain or gzipped. */
import { join } from 'node:path'
import { z } from 'zod'
import type { LabelledExample } from '../../reader/training-examples.ts'
import { readAllJsonl } from '../files/read-jsonl.ts'
import { requireFile } from '../files/read-rows.ts'

const documentSchema = z.looseObject({ _id: z.string(), title: z.string().default(''), text: z.string() })
const questionSchema = z.looseObject({
  id: z.string(),
  question: z.string(),
  answers: z.array(z.string()),
  contextId: z.string().optional(),
})

export interface QuestionSet {
  /** Those whose passage is in the corpus. */
  readonly examples: readonly LabelledExample[]
  /** Article of each example: the part of the passage id before `#`. */
  readonly articles: readonly string[]
}

/** @throws FILE_UNREADABLE or ROW_INVALID with file, line and field */
export async function loadQuestions(folder: string): Promise<QuestionSet> {
  const documents = await readAllJsonl(await requireFile(join(folder, 'corpus.jsonl')), documentSchema)
  const passages = new Map(documents.map(({ _id, title, text }) => [_id, { title, text }]))
  const questions = await readAllJsonl(await requireFile(join(folder, 'questions.jsonl')), questionSchema)
  const found = questions.flatMap(({ id, question, answers, contextId = '' }) => {
    const passage = passages.get(contextId)
    return passage === undefined
      ? []
      : [{ article: contextId.split('#')[0] ?? '', example: { id, question, answers, passages: [passage] } }]
  })
  return { examples: found.map(({ example }) => example), articles: found.map(({ article }) => article) }
}
