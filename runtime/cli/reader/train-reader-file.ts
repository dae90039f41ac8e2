/** `reader train`: from a folder of questions and passages to a file of base weights. */
import { basename } from 'node:path'
import type { Language } from '../../core/values.ts'
import { serialiseReaderWeights } from '../../reader/reader-weights.ts'
import { trainReader } from '../../reader/train-reader.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { loadQuestions } from './load-questions.ts'

export interface TrainReaderRequest {
  readonly data: string
  readonly out: string
  readonly language: Language
  readonly seed: number
}

export async function trainReaderFile(
  { data, out, language, seed }: TrainReaderRequest,
  onProgress: (share: number, phase: string) => void,
): Promise<{ examples: number; bytes: number; seconds: number; threshold: number }> {
  const startedMs = performance.now()
  const { examples } = await loadQuestions(data)
  const weights = await trainReader(examples, {
    name: `signalbox-reader-${language}`,
    language,
    trainedOn: [basename(data)],
    seed,
    onProgress,
  })
  const bytes = serialiseReaderWeights(weights)
  await writeAtomically(out, bytes)
  const seconds = (performance.now() - startedMs) / 1000
  return { examples: examples.length, bytes: bytes.length, seconds, threshold: weights.calibration.threshold }
}
