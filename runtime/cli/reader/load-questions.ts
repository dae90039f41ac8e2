/** Questions with answers from a folder, each with its own passage or with those that a search of the folder finds. */
import { join } from 'node:path'
import { z } from 'zod'
import { buildSearchIndex } from '../../retrieval/build-search-index.ts'
import type { SourceDocument } from '../../retrieval/search-index.ts'
import type { LabelledExample } from '../../reader/training-examples.ts'
import { readAllJsonl } from '../files/read-jsonl.ts'
import { requireFile } from '../files/read-rows.ts'
import { loadCorpus } from '../retrieval/load-collection.ts'

const questionSchema = z.looseObject({
  id: z.string(),
  question: z.string(),
  answers: z.array(z.string()),
  contextId: z.string().optional(),
})

export interface ArticleQuestion extends LabelledExample {
  /** Article of the passage: the part of its id before `#`. */
  readonly article: string
  readonly contextId: string
}

export interface QuestionSet {
  readonly documents: readonly SourceDocument[]
  /** Those whose passage is in the corpus, with that passage alone. */
  readonly questions: readonly ArticleQuestion[]
}

/** @throws FILE_UNREADABLE or ROW_INVALID with file, line and field */
export async function loadQuestions(folder: string): Promise<QuestionSet> {
  const documents = await loadCorpus(folder)
  const passages = new Map(documents.map(({ id, title, text }) => [id, { title, text }]))
  const rows = await readAllJsonl(await requireFile(join(folder, 'questions.jsonl')), questionSchema)
  const questions = rows.flatMap(({ id, question, answers, contextId = '' }) => {
    const passage = passages.get(contextId)
    const article = contextId.split('#')[0] ?? ''
    return passage === undefined ? [] : [{ id, question, answers, contextId, article, passages: [passage] }]
  })
  return { documents, questions }
}

/** Gives each question the passages that a hybrid search over all documents finds, each document being one passage. */
export async function retrievePassages(
  { documents, questions }: QuestionSet,
  limit: number,
): Promise<ArticleQuestion[]> {
  const index = await buildSearchIndex(documents, { chunking: 'document' })
  return questions.map((question) => {
    const found = index.search(question.question, { method: 'hybrid', limit })
    return {
      ...question,
      passages: found.map(({ title, text }) => ({ title, text })),
      goldPassages: found.flatMap(({ documentId }, position) =>
        documentId === question.contextId ? [position] : [],
      ),
    }
  })
}
