/** Trains and calibrates an intent model; what it reports is out-of-fold. */
import { failure } from '../core/errors/failure.ts'
import { createPacer } from '../core/pacer.ts'
import { logSoftmax } from './calibrate.ts'
import type { Prediction } from './evaluate-intents.ts'
import { bootstrapEce, computeEce } from './evaluate-intents.ts'
import { hashFeatures } from './features.ts'
import type { IntentModelParts } from './intent-model.ts'
import type { LabelledTexts } from './members.ts'
import { fitTemperatures, mergeMembers, mixScores, trainMembers } from './members.ts'
import { planFolds, predictOutOfFold } from './out-of-fold.ts'
import { fitScope } from './scope.ts'

export interface IntentExample {
  readonly text: string
  readonly intent: string
}

export interface TrainIntentOptions {
  readonly seed?: number
  /** `share` 0 to 1. */
  readonly onProgress?: (share: number, phase: 'folds' | 'final') => void
  readonly signal?: AbortSignal
  /** WebAssembly where there is any, or never; both give the same bytes. @default 'auto' */
  readonly kernels?: 'auto' | 'plain'
}

export interface OutOfFoldPrediction extends Prediction {
  readonly text: string
  /** The predicted intent. */
  readonly label: string
  /** The true one. */
  readonly intent: string
  readonly familiarity: number
}

export interface TrainedIntents {
  readonly parts: IntentModelParts
  /** Calibrated predictions of rows by models that were not trained on them, in no particular order. */
  readonly outOfFold: readonly OutOfFoldPrediction[]
}

/** Marks text that belongs to no intent; never trained on. */
export const outOfScopeLabel = 'oos'

/**
 * The same examples and the same seed give the same model. Examples marked out of scope and blank ones are left out.
 *
 * @throws TOO_FEW_INTENTS, and the reason of `signal` when it is aborted
 */
export async function trainIntentModel(
  examples: readonly IntentExample[],
  options: TrainIntentOptions = {},
): Promise<TrainedIntents> {
  const { seed = 1, onProgress = () => undefined, signal, kernels = 'auto' } = options
  signal?.throwIfAborted()
  const { set, labels, texts } = collectTexts(examples)
  const member = { seed, pacer: createPacer(signal), kernels }
  const { predicted: folds } = planFolds(set.texts.length)
  const heldOut = await predictOutOfFold(set, {
    ...member,
    onProgress: (share) => onProgress((share * folds) / (folds + 1), 'folds'),
  })
  const temperatures = fitTemperatures(heldOut, heldOut.labels, set.classes)
  const scores = mixScores(heldOut, temperatures)
  const predictions = predictRows(scores, heldOut.labels, set.classes)
  const { scope, familiarities } = fitScope({
    scores: highestOfRows(scores, set.classes),
    known: heldOut.known,
  })
  const members = await trainMembers(set, {
    ...member,
    onProgress: (share) => onProgress((folds + share) / (folds + 1), 'final'),
  })
  const parts: IntentModelParts = {
    labels,
    dictionary: members.dictionary,
    weights: mergeMembers(members, temperatures),
    scope,
    calibration: {
      n: predictions.length,
      folds,
      temperatures,
      ece: computeEce(predictions),
      eceInterval: bootstrapEce(predictions, seed),
    },
  }
  const outOfFold = predictions.map((prediction, i) => ({
    ...prediction,
    text: texts[heldOut.rows[i] ?? 0] ?? '',
    label: labels[prediction.predicted] ?? '',
    intent: labels[prediction.actual] ?? '',
    familiarity: familiarities[i] ?? 0,
  }))
  return { parts, outOfFold }
}

function collectTexts(examples: readonly IntentExample[]): {
  set: LabelledTexts
  labels: string[]
  texts: string[]
} {
  const usable = examples.filter(({ intent, text }) => intent !== outOfScopeLabel && text.trim() !== '')
  const labels = [...new Set(usable.map(({ intent }) => intent))].sort()
  if (labels.length < 2) throw failure('TOO_FEW_INTENTS', { count: labels.length })
  const position = new Map(labels.map((label, k) => [label, k]))
  const texts = usable.map(({ text }) => text)
  const set = {
    texts: texts.map(hashFeatures),
    labels: Int32Array.from(usable, ({ intent }) => position.get(intent) ?? 0),
    classes: labels.length,
  }
  return { set, labels, texts }
}

function highestOfRows(scores: Float32Array, classes: number): number[] {
  return Array.from({ length: scores.length / classes }, (_, row) =>
    scores
      .subarray(row * classes, (row + 1) * classes)
      .reduce((most, score) => Math.max(most, score), -Infinity),
  )
}

function predictRows(scores: Float32Array, labels: Int32Array, classes: number): Prediction[] {
  const logs = new Float32Array(classes)
  return Array.from(labels, (actual, row) => {
    logSoftmax(scores.subarray(row * classes, (row + 1) * classes), 1, logs)
    let predicted = 0
    for (let k = 1; k < classes; k += 1) if ((logs[k] ?? 0) > (logs[predicted] ?? 0)) predicted = k
    return {
      actual,
      predicted,
      confidence: Math.exp(logs[predicted] ?? 0),
      actualProbability: Math.exp(logs[actual] ?? 0),
    }
  })
}
