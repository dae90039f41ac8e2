/** A trained intent model: two linear members over one dictionary, each at its own temperature, averaged in the log domain. */
import type { IntentProbability, IntentValue } from '../core/values.ts'
import { logSoftmax } from './calibrate.ts'
import type { Dictionary, SparseRows } from './features.ts'
import { vectorise } from './features.ts'

/** A linear member with weights in eight bits: weight = `quantised × scales[feature]`. */
export interface QuantisedMember {
  /** `(features + 1) × classes`, the bias row last. */
  readonly quantised: Int8Array
  /** One a feature, and one for the bias row with the bias value in it. */
  readonly scales: Float32Array
  readonly temperature: number
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
  readonly members: readonly QuantisedMember[]
  readonly ensembleTemperature: number
  /** Accepts 95 % of the out-of-fold in-scope predictions. */
  readonly outOfScopeBelow: number
  readonly calibration: Calibration
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

  /** Calibrated probabilities in the order of `labels`; they add up to 1. */
  distribution(text: string): Float32Array {
    const rows = vectorise([text], this.parts.dictionary)
    const classes = this.labels.length
    const sum = new Float32Array(classes)
    const scores = new Float32Array(classes)
    for (const member of this.parts.members) {
      scoreQuantised(member, rows, scores)
      logSoftmax(scores, member.temperature, scores)
      for (let k = 0; k < classes; k += 1)
        sum[k] = (sum[k] ?? 0) + (scores[k] ?? 0) / this.parts.members.length
    }
    logSoftmax(sum, this.parts.ensembleTemperature, sum)
    return sum.map(Math.exp)
  }

  predict(text: string): IntentValue {
    const probabilities = this.distribution(text)
    const ranked = [...probabilities.keys()].sort(
      (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b,
    )
    const top = ranked.slice(0, shownLabels).map((k): IntentProbability => ({
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
      outOfScope: confidence < this.parts.outOfScopeBelow,
      model: this.version,
    }
  }
}

/** Scores of the first row, written into `out`. */
function scoreQuantised({ quantised, scales }: QuantisedMember, rows: SparseRows, out: Float32Array): void {
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
