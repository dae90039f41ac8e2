/** The two members of the ensemble: trained side by side, calibrated together, merged into one linear layer. */
import { fitTemperature } from './calibrate.ts'
import type { Dictionary, HashedText, SparseRows } from './features.ts'
import { fitDictionary } from './features.ts'
import type { QuantisedWeights } from './intent-model.ts'
import type { LinearModel } from './linear-model.ts'
import { appendConstant, scoreRows } from './linear-model.ts'
import { logisticConstant, trainLogistic } from './train-logistic.ts'
import type { MemberOptions } from './train-member.ts'
import { svmConstant, trainSvm } from './train-svm.ts'

export interface LabelledTexts {
  readonly texts: readonly HashedText[]
  readonly labels: Int32Array
  readonly classes: number
}

export interface Members {
  readonly dictionary: Dictionary
  readonly svm: LinearModel
  readonly logistic: LinearModel
}

export interface Temperatures {
  readonly svm: number
  readonly logistic: number
  readonly ensemble: number
}

/** Scores of both members, row-major `rows × classes`. */
export interface MemberScores {
  readonly svm: Float32Array
  readonly logistic: Float32Array
}

export async function trainMembers(set: LabelledTexts, options: MemberOptions): Promise<Members> {
  const { labels, classes } = set
  const { dictionary, rows } = fitDictionary(set.texts)
  await options.pacer.pause()
  const constantColumn = dictionary.idf.length
  const prepare = (constant: number) => ({
    rows: appendConstant(rows, constantColumn, constant),
    labels,
    features: constantColumn + 1,
    classes,
  })
  const half = (from: number): MemberOptions => ({
    ...options,
    onProgress: (share) => options.onProgress(from + share / 2),
  })
  const svm = await trainSvm(prepare(svmConstant), half(0))
  const logistic = await trainLogistic(prepare(logisticConstant), half(0.5))
  return { dictionary, svm, logistic }
}

export function scoreMembers({ svm, logistic }: Members, rows: SparseRows): MemberScores {
  return { svm: scoreRows(svm, rows, svmConstant), logistic: scoreRows(logistic, rows, logisticConstant) }
}

/** Fitted on rows that the members were not trained on. */
export function fitTemperatures(heldOut: MemberScores, labels: Int32Array, classes: number): Temperatures {
  const svm = fitTemperature(heldOut.svm, labels, classes)
  const logistic = fitTemperature(heldOut.logistic, labels, classes)
  const average = mixScores(heldOut, { svm, logistic, ensemble: 1 })
  return { svm, logistic, ensemble: fitTemperature(average, labels, classes) }
}

/** Scores whose softmax is the calibrated ensemble: up to a constant a row the average of the members' log-probabilities. */
export function mixScores({ svm, logistic }: MemberScores, temperatures: Temperatures): Float32Array {
  const { svm: a, logistic: b } = shares(temperatures)
  return svm.map((score, i) => a * score + b * (logistic[i] ?? 0))
}

function shares({ svm, logistic, ensemble }: Temperatures): { svm: number; logistic: number } {
  return { svm: 1 / (2 * svm * ensemble), logistic: 1 / (2 * logistic * ensemble) }
}

/** One layer with the scores of `mixScores`, in eight bits with one scale a feature; costs less than 0.1 points of accuracy. */
export function mergeMembers({ svm, logistic }: Members, temperatures: Temperatures): QuantisedWeights {
  const { features, classes, width } = svm
  const share = shares(temperatures)
  const quantised = new Int8Array(features * classes)
  const scales = new Float32Array(features)
  const row = new Float32Array(classes)
  for (let feature = 0; feature < features; feature += 1) {
    const isConstant = feature === features - 1
    const a = share.svm * (isConstant ? svmConstant : 1)
    const b = share.logistic * (isConstant ? logisticConstant : 1)
    let largest = 0
    for (let k = 0; k < classes; k += 1) {
      const at = feature * width + k
      row[k] = a * (svm.weights[at] ?? 0) + b * (logistic.weights[at] ?? 0)
      largest = Math.max(largest, Math.abs(row[k] ?? 0))
    }
    const scale = largest / 127
    scales[feature] = scale
    if (scale > 0) row.forEach((value, k) => (quantised[feature * classes + k] = Math.round(value / scale)))
  }
  return { quantised, scales }
}
