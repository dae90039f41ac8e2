/** `intent train`: from labelled utterances to a model file. */
import type { Calibration } from '../../intent/intent-model.ts'
import { intentModelVersion, serialiseIntentModel } from '../../intent/model-file.ts'
import { trainIntentModel } from '../../intent/train-intent-model.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { loadUtterances } from './load-utterances.ts'
import { modelNameOf } from './read-intent-file.ts'

export interface TrainIntentRequest {
  readonly data: string
  /** @default 'train' */
  readonly split?: string
  readonly out: string
  readonly seed: number
}

export interface TrainedIntentFile {
  /** `name@sha12`. */
  readonly model: string
  /** Utterances trained on; those marked `oos` are not among them. */
  readonly examples: number
  readonly intents: number
  readonly trainSeconds: number
  readonly modelBytes: number
  readonly calibration: Calibration & { readonly temperature: number }
}

/** @throws TOO_FEW_INTENTS, and as `loadUtterances` */
export async function trainIntentFile(
  { data, split = 'train', out, seed }: TrainIntentRequest,
  onProgress: (share: number | null, label: string) => void = () => undefined,
): Promise<TrainedIntentFile> {
  onProgress(null, 'Reading utterances')
  const { inScope } = await loadUtterances(data, split)
  const startedMs = performance.now()
  const { parts } = await trainIntentModel(inScope, { seed, onProgress })
  const trainSeconds = (performance.now() - startedMs) / 1000
  const bytes = serialiseIntentModel(parts)
  await writeAtomically(out, bytes)
  return {
    model: intentModelVersion(modelNameOf(out), bytes),
    examples: inScope.length,
    intents: parts.labels.length,
    trainSeconds,
    modelBytes: bytes.length,
    calibration: { temperature: parts.calibration.temperatures.ensemble, ...parts.calibration },
  }
}
