/** Trains an adapter of a bank on its labelled questions, with the passages that an index finds for each. */
import { writePeft } from '../adapters/peft.ts'
import { failure } from '../core/errors/failure.ts'
import type { IndexReader, OpenIndex } from '../core/services/indexes.ts'
import type { JobHandle } from '../core/services/jobs.ts'
import type { RetrievedDocument } from '../core/values.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { AdapterSummary, LabelledQuestion, TrainAdapter } from '../core/wire/banks.ts'
import { labelledQuestionSchema, trainAdapterSchema } from '../core/wire/banks.ts'
import type { ReaderWeights } from '../reader/reader-weights.ts'
import { minimumExamples, trainAdapter } from '../reader/train-adapter.ts'
import type { LabelledExample } from '../reader/training-examples.ts'
import { bankKind } from './bank-records.ts'
import { openRows } from './rows.ts'

export interface TrainAdapterOptions {
  readonly collections: CollectionStore
  readonly indexes: IndexReader
}

export interface TrainedFiles {
  readonly files: { readonly config: Uint8Array; readonly weights: Uint8Array }
  readonly training: NonNullable<AdapterSummary['training']>
}

const readPassages = 5
/** How far down the ranking the right article is looked for when it is not among the passages read. */
const searchedPassages = 40

/**
 * The passages a pipeline would read for the question. Where none of the right article is among them, the best one of that
 * article takes the last place: training needs to see the answer.
 */
export async function withPassages(
  question: LabelledQuestion,
  index: Pick<OpenIndex, 'search'>,
): Promise<LabelledExample> {
  const { contextId, answers } = question
  const found = await index.search(question.question, { method: 'hybrid', limit: searchedPassages })
  const isGold = ({ documentId, text }: RetrievedDocument) =>
    (contextId === undefined || documentId === contextId) && answers.some((answer) => text.includes(answer))
  const read = found.slice(0, readPassages)
  const further = read.some(isGold) ? undefined : found.find(isGold)
  const passages = further === undefined ? read : [...read.slice(0, readPassages - 1), further]
  return {
    id: question.id,
    question: question.question,
    answers,
    passages: passages.map(({ title, text }) => ({ title, text })),
    goldPassages: passages.flatMap((passage, position) => (isGold(passage) ? [position] : [])),
  }
}

/** @throws NO_QUESTIONS, TOO_FEW_EXAMPLES, INDEX_NOT_FOUND, INDEX_NOT_BUILT */
export async function trainBankAdapter(
  { collections, indexes }: TrainAdapterOptions,
  bank: string,
  weights: ReaderWeights,
  request: TrainAdapter,
  handle: JobHandle,
): Promise<TrainedFiles> {
  const startedMs = performance.now()
  const { intents, index: indexId, rank, alpha, epochs, seed } = trainAdapterSchema.parse(request)
  const index = await indexes.open(indexId)
  const all = await openRows(collections, bankKind, labelledQuestionSchema).all(bank)
  const questions = all.filter(
    ({ split, intent, answers }) =>
      split !== 'test' &&
      answers.length > 0 &&
      (intents.length === 0 || (intent !== undefined && intents.includes(intent))),
  )
  if (questions.length < minimumExamples) {
    throw failure('NO_QUESTIONS', { bank, count: questions.length, minimum: minimumExamples })
  }
  const examples: LabelledExample[] = []
  for (const question of questions) {
    handle.signal.throwIfAborted()
    examples.push(await withPassages(question, index))
  }
  const trained = await trainAdapter(weights, examples, {
    rank,
    alpha,
    epochs,
    seed,
    signal: handle.signal,
    onProgress: (share, phase) =>
      handle.report(phase === 'features' ? share * 0.2 : 0.2 + share * 0.8, phase),
    onLoss: (step, value) => handle.point(step, value),
  })
  return {
    files: writePeft(trained.adapter),
    training: {
      examples: trained.examples,
      intents: [...intents],
      seed,
      seconds: (performance.now() - startedMs) / 1000,
      loss: [...trained.loss],
      validation: trained.validation,
    },
  }
}
