/**
 * A trained intent model: one linear layer over sparse features whose softmax is calibrated. Two members were trained for
 * it; the average of their log-probabilities is itself the softmax of a weighted sum of their scores, so their weights are
 * merged.
 */
import type { IntentProbability, IntentValue } from '../core/values.ts'
import { logSoftmax } from './calibrate.ts'
import type { Dictionary, SparseRows } from './features.ts'
import { hashFeatures, vectorise } from './features.ts'
import type { Scope } from './scope.ts'
import { measureFamiliarity } from './scope.ts'

/** Weights in eight bits: weight = `quantised × scales[feature]`. */
export interface QuantisedWeights {
  /** `(features + 1) × classes`, the bias row last. */
  readonly quantised: Int8Array
  /** One a row. */
  readonly scales: Float32Array
}

export interface Calibration {
  /** Rows whose out-of-fold predictions the temperatures were fitted on. */
  readonly n: number
  readonly folds: number
  /** Of the two members and of their average. */
  readonly temperatures: { readonly svm: number; readonly logistic: number; readonly ensemble: number }
  /** Expected calibration error of the out-of-fold predictions, with its 95 % bootstrap interval. */
  readonly ece: number
  readonly eceInterval: readonly [low: number, high: number]
}

export interface IntentModelParts {
  readonly labels: readonly string[]
  readonly dictionary: Dictionary
  readonly weights: QuantisedWeights
  readonly scope: Scope
  readonly calibration: Calibration
}

/** What a model makes of one text. */
export interface Judgement {
  /** Calibrated probabilities in the order of the labels; they add up to 1. */
  readonly probabilities: Float32Array
  /** How much the text is like those of training; texts out of scope have less. Without unit, any sign. */
  readonly familiarity: number
}

/** Labels listed in an intent value. */
const shownLabels = 5

export class IntentModel {
  readonly parts: IntentModelParts
  /** `name@sha12`. */
  readonly version: string

  constructor(parts: IntentModelParts, version: string) {
    this.parts = parts
    this.version = version
  }

  get labels(): readonly string[] {
    return this.parts.labels
  }

  judge(text: string): Judgement {
    const rows = vectorise([hashFeatures(text)], this.parts.dictionary)
    const scores = new Float32Array(this.labels.length)
    scoreQuantised(this.parts.weights, rows, scores)
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity)
    const familiarity = measureFamiliarity(highest, rows.known[0] ?? 0, this.parts.scope)
    logSoftmax(scores, 1, scores)
    return { probabilities: scores.map(Math.exp), familiarity }
  }

  /** Calibrated probabilities in the order of `labels`; they add up to 1. */
  distribution(text: string): Float32Array {
    return this.judge(text).probabilities
  }

  predict(text: string): IntentValue {
    const { probabilities, familiarity } = this.judge(text)
    const top = rankProbabilities(probabilities).map((k): IntentProbability => ({
      label: this.labels[k] ?? '',
      p: probabilities[k] ?? 0,
    }))
    const [best, second] = top
    const confidence = best?.p ?? 0
    return {
      label: best?.label ?? null,
      confidence,
      margin: confidence - (second?.p ?? 0),
      runnerUp: second ?? null,
      top,
      outOfScope: familiarity < this.parts.scope.outOfScopeBelow,
      model: this.version,
    }
  }
}

/** Positions of the highest probabilities, the first of equal ones first. */
function rankProbabilities(probabilities: Float32Array): number[] {
  const ranked: number[] = []
  for (let k = 0; k < probabilities.length; k += 1) {
    const p = probabilities[k] ?? 0
    let at = ranked.length
    while (at > 0 && (probabilities[ranked[at - 1] ?? 0] ?? 0) < p) at -= 1
    if (at < shownLabels) ranked.splice(at, 0, k)
    if (ranked.length > shownLabels) ranked.pop()
  }
  return ranked
}

/** Scores of the first row, written into `out`. */
function scoreQuantised({ quantised, scales }: QuantisedWeights, rows: SparseRows, out: Float32Array): void {
  const classes = out.length
  const biasRow = scales.length - 1
  const biasScale = scales[biasRow] ?? 0
  for (let k = 0; k < classes; k += 1) out[k] = biasScale * (quantised[biasRow * classes + k] ?? 0)
  for (let p = 0; p < rows.indices.length; p += 1) {
    const feature = rows.indices[p] ?? 0
    const base = feature * classes
    const value = (rows.values[p] ?? 0) * (scales[feature] ?? 0)
    for (let k = 0; k < classes; k += 1) out[k] = (out[k] ?? 0) + value * (quantised[base + k] ?? 0)
  }
}
