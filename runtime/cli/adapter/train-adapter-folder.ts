/** `adapter train`: from labelled questions to an adapter in PEFT's two files. */
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { adapterId, countParameters, hashAdapter } from '../../adapters/canonical-adapter.ts'
import { writePeft } from '../../adapters/peft.ts'
import type { Language } from '../../core/values.ts'
import { loadShippedWeights } from '../../reader/shipped-weights.node.ts'
import { trainAdapter } from '../../reader/train-adapter.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { TrainingQuestionsRequest } from './load-training-questions.ts'
import { loadTrainingQuestions } from './load-training-questions.ts'

export interface TrainAdapterRequest extends TrainingQuestionsRequest {
  readonly language: Language
  readonly rank: number
  readonly alpha: number
  readonly seed: number
  readonly out: string
}

export interface TrainedAdapterFolder {
  /** `name@sha12`; the name is that of the folder. */
  readonly id: string
  readonly base: string
  readonly rank: number
  readonly alpha: number
  readonly parameters: number
  readonly examples: number
  readonly steps: number
  /** Mean loss of each epoch. */
  readonly loss: readonly number[]
  /** On a fifth of the questions that was not trained on. */
  readonly validation: {
    readonly n: number
    readonly em: number
    readonly f1: number
    readonly base: { readonly em: number; readonly f1: number }
  }
}

/** @throws TOO_FEW_EXAMPLES, and as `loadTrainingQuestions` */
export async function trainAdapterFolder(
  request: TrainAdapterRequest,
  onProgress: (share: number | null, label: string) => void = () => undefined,
): Promise<TrainedAdapterFolder> {
  const { language, rank, alpha, seed, out } = request
  onProgress(null, 'Reading questions')
  const questions = await loadTrainingQuestions(request)
  const weights = await loadShippedWeights(language)
  const trained = await trainAdapter(weights, questions, { rank, alpha, seed, onProgress })
  const { adapter, examples, steps, loss, validation } = trained
  const files = writePeft(adapter)
  await mkdir(out, { recursive: true })
  await writeAtomically(join(out, 'adapter_config.json'), files.config)
  await writeAtomically(join(out, 'adapter_model.safetensors'), files.weights)
  return {
    id: adapterId(basename(out), hashAdapter(adapter)),
    base: adapter.base,
    rank: adapter.rank,
    alpha: adapter.alpha,
    parameters: countParameters(adapter),
    examples,
    steps,
    loss: loss.map(({ value }) => value),
    validation: { n: validation.n, ...validation.adapter, base: validation.base },
  }
}
