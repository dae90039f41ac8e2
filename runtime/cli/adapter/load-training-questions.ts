/** Labelled questions with the passages an adapter is trained on. */
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import { invalidRow } from '../../core/rows/parse-json-row.ts'
import type { LabelledExample } from '../../reader/training-examples.ts'
import { readJsonl } from '../files/read-jsonl.ts'
import { requireFile } from '../files/read-rows.ts'
import { loadCorpus } from '../retrieval/load-collection.ts'
import { openIndexFile } from '../retrieval/search-index-file.ts'

const questionSchema = z.object({
  id: z.union([z.string(), z.number().transform(String)]),
  question: z.string().trim().min(1),
  answers: z.array(z.string().min(1)),
  contextId: z.string().optional(),
  intent: z.string().optional(),
  split: z.string().optional(),
})

export interface TrainingQuestionsRequest {
  /** A file of questions, or a folder with `questions.jsonl`; the articles stand in `corpus.jsonl` beside it. */
  readonly data: string
  /** An index file: the passages are then those it finds, as in a pipeline. */
  readonly index?: string
  /** Only questions of these intents; all when empty. */
  readonly intents: readonly string[]
  readonly split: string
}

/** Passages read with `index`. */
const readPassages = 5

/**
 * Questions of the split (rows without one belong to each) that have an answer.
 *
 * @throws SPLIT_EMPTY, FILE_UNREADABLE, COLLECTION_INCOMPLETE, or ROW_INVALID naming file, line and field
 */
export async function loadTrainingQuestions(request: TrainingQuestionsRequest): Promise<LabelledExample[]> {
  const { data, index, intents, split } = request
  const isFolder = await stat(data).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  const file = await requireFile(isFolder ? join(data, 'questions.jsonl') : data)
  const findPassages =
    index === undefined ? await passagesOfCorpus(dirname(file)) : await passagesOfIndex(index)
  const examples: LabelledExample[] = []
  for await (const { row, line } of readJsonl(file, questionSchema)) {
    const isOfSplit = row.split === undefined || row.split === split
    const isOfIntent = intents.length === 0 || (row.intent !== undefined && intents.includes(row.intent))
    if (!isOfSplit || !isOfIntent || row.answers.length === 0) continue
    const { id, question, answers, contextId } = row
    const passages = findPassages(question, contextId)
    if (passages === undefined) {
      throw invalidRow({ file, line }, 'contextId', `no article has the id "${contextId ?? ''}"`)
    }
    examples.push({ id, question, answers, ...passages })
  }
  if (examples.length === 0) throw failure('SPLIT_EMPTY', { source: file, split })
  return examples
}

/** The passages of a question; undefined when its article does not exist. */
type FindPassages = (
  question: string,
  contextId: string | undefined,
) => Pick<LabelledExample, 'passages' | 'goldPassages'> | undefined

async function passagesOfCorpus(folder: string): Promise<FindPassages> {
  const articles = new Map((await loadCorpus(folder)).map(({ id, title, text }) => [id, { title, text }]))
  return (_question, contextId) => {
    const article = articles.get(contextId ?? '')
    return article === undefined ? undefined : { passages: [article] }
  }
}

async function passagesOfIndex(indexFile: string): Promise<FindPassages> {
  const index = await openIndexFile(indexFile)
  return (question, contextId) => {
    const found = index.search(question, { method: 'hybrid', limit: readPassages })
    return {
      passages: found.map(({ title, text }) => ({ title, text })),
      goldPassages: found.flatMap(({ documentId }, position) =>
        contextId === undefined || documentId === contextId ? [position] : [],
      ),
    }
  }
}
