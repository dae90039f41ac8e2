/** `reader train`: from folders of questions and passages to a file of base weights. */
import { basename, resolve } from 'node:path'
import type { Language } from '../../core/values.ts'
import { serialiseReaderWeights } from '../../reader/reader-weights.ts'
import { trainReader } from '../../reader/train-reader.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { ArticleQuestion } from './load-questions.ts'
import { loadQuestions, retrievePassages } from './load-questions.ts'

export interface TrainReaderRequest {
  readonly data: readonly string[]
  readonly out: string
  readonly language: Language
  readonly seed: number
}

/** Passages read with a question that is trained on as a pipeline would ask it. */
const readPassages = 5

/** @throws FILE_UNREADABLE, COLLECTION_INCOMPLETE or ROW_INVALID with file, line and field */
export async function trainReaderFile(
  { data, out, language, seed }: TrainReaderRequest,
  onProgress: (share: number | null, phase: string) => void,
): Promise<{ examples: number; bytes: number; seconds: number; threshold: number }> {
  const startedMs = performance.now()
  const examples = new Map<string, ArticleQuestion>()
  for (const folder of data) {
    onProgress(null, `reading ${folder}`)
    for (const question of await loadMixedQuestions(folder)) examples.set(question.id, question)
  }
  const weights = await trainReader([...examples.values()], {
    name: `signalbox-reader-${language}`,
    language,
    trainedOn: data.map((folder) => basename(resolve(folder))),
    seed,
    onProgress,
  })
  const bytes = serialiseReaderWeights(weights)
  await writeAtomically(out, bytes)
  const seconds = (performance.now() - startedMs) / 1000
  return { examples: examples.size, bytes: bytes.length, seconds, threshold: weights.calibration.threshold }
}

async function loadMixedQuestions(folder: string): Promise<readonly ArticleQuestion[]> {
  const set = await loadQuestions(folder)
  return mixQuestions(set.questions, await retrievePassages(set, readPassages))
}

/** Every second question with the passages a search finds, where its own is among them; the others with their own alone. */
export function mixQuestions(
  own: readonly ArticleQuestion[],
  retrieved: readonly ArticleQuestion[],
): readonly ArticleQuestion[] {
  const found = new Map(retrieved.map((question) => [question.id, question]))
  return own.map((question, position) => {
    const other = found.get(question.id)
    return position % 2 === 1 && other?.goldPassages?.length === 1 ? other : question
  })
}
