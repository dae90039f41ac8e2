/** Trains and calibrates an intent model; what it reports is out-of-fold. */
import { failure } from '../core/errors/failure.ts'
import type { Pacer } from '../core/pacer.ts'
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import { fitTemperature, logSoftmax } from './calibrate.ts'
import type { Prediction } from './evaluate-intents.ts'
import { bootstrapEce, computeEce } from './evaluate-intents.ts'
import { fitDictionary, vectorise } from './features.ts'
import type { IntentModelParts, QuantisedMember } from './intent-model.ts'
import type { LinearModel } from './linear-model.ts'
import { scoreRows } from './linear-model.ts'
import { trainLogistic } from './train-logistic.ts'
import { trainSvm } from './train-svm.ts'

export interface IntentExample {
  readonly text: string
  readonly intent: string
}

export interface TrainIntentOptions {
  readonly seed?: number
  /** `share` 0 to 1. */
  readonly onProgress?: (share: number, phase: 'folds' | 'final') => void
  readonly signal?: AbortSignal
}

export interface TrainedIntents {
  readonly parts: IntentModelParts
  /** Calibrated predictions of rows by models that were not trained on them, in no particular order. */
  readonly outOfFold: readonly (Prediction & {
    readonly text: string
    readonly label: string
    readonly intent: string
  })[]
}

/** Marks text that belongs to no intent; never trained on. */
export const outOfScopeLabel = 'oos'

const foldCount = 5
/** Above this many rows fewer folds are predicted: their rows are enough to calibrate on. */
const allFoldsUpTo = 2_000
const someFoldsUpTo = 6_000
const acceptedShare = 0.95

/** @throws TOO_FEW_INTENTS, and the reason of `signal` when it is aborted */
export async function trainIntentModel(
  examples: readonly IntentExample[],
  options: TrainIntentOptions = {},
): Promise<TrainedIntents> {
  const { seed = 1, onProgress = () => undefined, signal } = options
  signal?.throwIfAborted()
  const usable = examples.filter(({ intent, text }) => intent !== outOfScopeLabel && text.trim() !== '')
  const labels = [...new Set(usable.map(({ intent }) => intent))].sort()
  if (labels.length < 2) throw failure('TOO_FEW_INTENTS', { count: labels.length })
  const position = new Map(labels.map((label, k) => [label, k]))
  const set: LabelledTexts = {
    texts: usable.map(({ text }) => text),
    labels: Int32Array.from(usable, ({ intent }) => position.get(intent) ?? 0),
    classes: labels.length,
  }
  const pacer = createPacer(signal)
  const folds = usable.length <= allFoldsUpTo ? foldCount : usable.length <= someFoldsUpTo ? 2 : 1
  const steps = folds + 1
  const heldOut = await predictOutOfFold(set, folds, seed, pacer, (share) =>
    onProgress((share * folds) / steps, 'folds'),
  )
  const temperatures = fitTemperatures(heldOut, set.classes)
  const probabilities = combine(heldOut, temperatures, set.classes)
  const predictions = predictionsOf(probabilities, heldOut.labels, set.classes)
  const { dictionary, members } = await trainMembers(set, seed, pacer, (share) =>
    onProgress((folds + share) / steps, 'final'),
  )
  const confidences = predictions.map(({ confidence }) => confidence).sort((a, b) => a - b)
  const parts: IntentModelParts = {
    labels,
    dictionary,
    members: [quantise(members[0], temperatures.svm), quantise(members[1], temperatures.logistic)],
    ensembleTemperature: temperatures.ensemble,
    outOfScopeBelow: confidences[Math.floor(confidences.length * (1 - acceptedShare))] ?? 0,
    calibration: {
      n: predictions.length,
      folds,
      temperatures,
      ece: computeEce(predictions),
      eceInterval: bootstrapEce(predictions, seed),
    },
  }
  const outOfFold = predictions.map((prediction, i) => {
    const row = heldOut.rows[i] ?? 0
    return {
      ...prediction,
      text: set.texts[row] ?? '',
      label: labels[prediction.predicted] ?? '',
      intent: labels[prediction.actual] ?? '',
    }
  })
  return { parts, outOfFold }
}

interface LabelledTexts {
  readonly texts: readonly string[]
  readonly labels: Int32Array
  readonly classes: number
}

/** Scores of both members on rows they were not trained on. */
interface HeldOut {
  readonly rows: readonly number[]
  readonly labels: Int32Array
  readonly svm: Float32Array
  readonly logistic: Float32Array
}

async function trainMembers(
  set: LabelledTexts,
  seed: number,
  pacer: Pacer,
  onProgress: (share: number) => void,
) {
  const { dictionary, rows } = fitDictionary(set.texts)
  await pacer.pause()
  const shape = { features: dictionary.idf.length, classes: set.classes }
  const svm = await trainSvm(rows, set.labels, shape, seed, pacer, (share) => onProgress(share / 2))
  const logistic = await trainLogistic(rows, set.labels, shape, seed, pacer, (share) =>
    onProgress(0.5 + share / 2),
  )
  return { dictionary, members: [svm, logistic] as const }
}

/** Folds are drawn per intent, so that each holds its share of every intent. */
function assignFolds({ labels, classes }: LabelledTexts, seed: number): Int32Array {
  const random = createRandom(seed)
  const folds = new Int32Array(labels.length)
  for (let k = 0; k < classes; k += 1) {
    const rows = Int32Array.from([...labels.keys()].filter((row) => labels[row] === k))
    random.shuffle(rows)
    const offset = random.below(foldCount)
    rows.forEach((row, i) => (folds[row] = (i + offset) % foldCount))
  }
  return folds
}

async function predictOutOfFold(
  set: LabelledTexts,
  folds: number,
  seed: number,
  pacer: Pacer,
  onProgress: (share: number) => void,
): Promise<HeldOut> {
  const assigned = assignFolds(set, seed)
  const rows = [...assigned.keys()].filter((row) => (assigned[row] ?? 0) < folds)
  const places = new Map(rows.map((row, i) => [row, i]))
  const svm = new Float32Array(rows.length * set.classes)
  const logistic = new Float32Array(rows.length * set.classes)
  for (let fold = 0; fold < folds; fold += 1) {
    const inside = [...assigned.keys()].filter((row) => assigned[row] !== fold)
    const outside = rows.filter((row) => assigned[row] === fold)
    const part: LabelledTexts = {
      texts: inside.map((row) => set.texts[row] ?? ''),
      labels: Int32Array.from(inside, (row) => set.labels[row] ?? 0),
      classes: set.classes,
    }
    const trained = await trainMembers(part, seed, pacer, (share) => onProgress((fold + share) / folds))
    const features = vectorise(
      outside.map((row) => set.texts[row] ?? ''),
      trained.dictionary,
    )
    for (const [member, out] of [
      [trained.members[0], svm],
      [trained.members[1], logistic],
    ] as const) {
      const scores = scoreRows(member, features)
      outside.forEach((row, i) => {
        out.set(scores.subarray(i * set.classes, (i + 1) * set.classes), (places.get(row) ?? 0) * set.classes)
      })
    }
  }
  return { rows, labels: Int32Array.from(rows, (row) => set.labels[row] ?? 0), svm, logistic }
}

function fitTemperatures(
  heldOut: HeldOut,
  classes: number,
): { svm: number; logistic: number; ensemble: number } {
  const { labels } = heldOut
  const svm = fitTemperature(heldOut.svm, labels, classes)
  const logistic = fitTemperature(heldOut.logistic, labels, classes)
  const logs = averageLogs(heldOut, { svm, logistic }, classes)
  return { svm, logistic, ensemble: fitTemperature(logs, labels, classes) }
}

function averageLogs(
  { svm, logistic }: HeldOut,
  temperatures: { svm: number; logistic: number },
  classes: number,
): Float32Array {
  const average = new Float32Array(svm.length)
  const out = new Float32Array(classes)
  for (let start = 0; start < svm.length; start += classes) {
    for (const [scores, temperature] of [
      [svm, temperatures.svm],
      [logistic, temperatures.logistic],
    ] as const) {
      logSoftmax(scores.subarray(start, start + classes), temperature, out)
      for (let k = 0; k < classes; k += 1) average[start + k] = (average[start + k] ?? 0) + (out[k] ?? 0) / 2
    }
  }
  return average
}

function combine(
  heldOut: HeldOut,
  temperatures: { svm: number; logistic: number; ensemble: number },
  classes: number,
): Float32Array {
  const logs = averageLogs(heldOut, temperatures, classes)
  for (let start = 0; start < logs.length; start += classes) {
    const row = logs.subarray(start, start + classes)
    logSoftmax(row, temperatures.ensemble, row)
  }
  return logs.map(Math.exp)
}

function predictionsOf(probabilities: Float32Array, labels: Int32Array, classes: number): Prediction[] {
  return Array.from(labels, (actual, row) => {
    const p = probabilities.subarray(row * classes, (row + 1) * classes)
    let predicted = 0
    for (let k = 1; k < classes; k += 1) if ((p[k] ?? 0) > (p[predicted] ?? 0)) predicted = k
    return { actual, predicted, confidence: p[predicted] ?? 0, actualProbability: p[actual] ?? 0 }
  })
}

/** Eight bits a weight with one scale a feature; costs less than 0.1 points of accuracy. */
function quantise({ weights, classes, features, bias }: LinearModel, temperature: number): QuantisedMember {
  const quantised = new Int8Array(weights.length)
  const scales = new Float32Array(features + 1)
  for (let row = 0; row <= features; row += 1) {
    const values = weights.subarray(row * classes, (row + 1) * classes)
    let largest = 0
    for (const value of values) largest = Math.max(largest, Math.abs(value))
    const scale = largest / 127
    if (scale > 0) values.forEach((value, k) => (quantised[row * classes + k] = Math.round(value / scale)))
    // The bias value rides in the scale of its row.
    scales[row] = row === features ? scale * bias : scale
  }
  return { quantised, scales, temperature }
}
