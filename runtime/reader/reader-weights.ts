/** The base model of the embedded reader: one linear layer from span features to question features, and when to decline. */
import { z } from 'zod'
import type { CheckedFileFault } from '../core/checked-file.ts'
import { readCheckedFile, writeCheckedFile } from '../core/checked-file.ts'
import { failure } from '../core/errors/failure.ts'
import type { Language } from '../core/values.ts'
import { spanDimensions } from './candidates.ts'
import { questionDimensions } from './question.ts'
import { quantiseRows, restoreRows } from './quantise.ts'
import type { Frequencies } from './rarity.ts'

/** When the best candidate is taken as an answer: logistic in {@link evidenceNames}. */
export interface AnswerCalibration {
  readonly weights: readonly number[]
  /** Declines below this probability. */
  readonly threshold: number
}

export interface ReaderWeights extends Frequencies {
  /** Name of the base model; adapters name it. */
  readonly name: string
  readonly language: Language
  /** `questionDimensions × spanDimensions`, row-major. */
  readonly scorer: Float32Array
  readonly calibration: AnswerCalibration
  /** Data sets the weights were trained on. */
  readonly trainedOn: readonly string[]
}

/**
 * What the calibration looks at, in this order: the best score; the softmax mass around it; how much of the question stands in
 * its sentence, in the sentence and its context, in the passage; how far the next best elsewhere lies behind.
 */
export const evidenceNames = ['bias', 'score', 'mass', 'overlap', 'support', 'passage', 'margin'] as const

export const readerFileVersion = 2
const magic = 'SGNLBOXR'

/** The module that adapters of the reader update. */
export const scorerModule = 'scorer'

const headSchema = z.object({
  name: z.string().min(1),
  language: z.enum(['en', 'zh']),
  shape: z.tuple([z.literal(questionDimensions), z.literal(spanDimensions)]),
  calibration: z.object({ weights: z.array(z.number()).length(evidenceNames.length), threshold: z.number() }),
  frequencies: z.array(z.tuple([z.string(), z.int().min(0)])),
  documents: z.int().min(0),
  trainedOn: z.array(z.string()),
})

export function serialiseReaderWeights(weights: ReaderWeights): Uint8Array {
  const { name, language, scorer, calibration, frequencies, documents, trainedOn } = weights
  const shape = [questionDimensions, spanDimensions]
  const head = { name, language, shape, calibration, documents, trainedOn, frequencies: [...frequencies] }
  const { scales, values } = quantiseRows(scorer, spanDimensions)
  return writeCheckedFile(magic, readerFileVersion, head, [scales, values])
}

/** @throws READER_WEIGHTS_DAMAGED, also for weights of another feature set */
export function parseReaderWeights(file: Uint8Array, source = 'The file'): ReaderWeights {
  const fail = (fault: CheckedFileFault): never => {
    const reason = 'damaged' in fault ? fault.damaged : `version ${fault.newer} is newer than this Signalbox`
    throw failure('READER_WEIGHTS_DAMAGED', { source, reason })
  }
  const reader = readCheckedFile(file, magic, readerFileVersion, fail)
  const parsed = headSchema.safeParse(reader.head)
  const head = parsed.success ? parsed.data : fail({ damaged: 'its head does not fit this reader' })
  const { name, language, calibration, documents, trainedOn, frequencies } = head
  const scales = reader.takeFloats(questionDimensions)
  const scorer = restoreRows({ scales, values: reader.takeBytes(questionDimensions * spanDimensions) })
  return { name, language, calibration, documents, trainedOn, frequencies: new Map(frequencies), scorer }
}
