/** How good a classifier is: accuracy, macro-F1, calibration, and what it makes of text out of scope. */
import { createRandom } from '../core/random.ts'

/** One row: classes as positions. */
export interface Prediction {
  readonly actual: number
  readonly predicted: number
  /** Probability given to `predicted`. */
  readonly confidence: number
  /** Probability given to `actual`. */
  readonly actualProbability: number
}

export interface IntentScores {
  readonly n: number
  readonly accuracy: number
  /** Mean F1 over the intents that occur. */
  readonly macroF1: number
  readonly ece: number
  readonly logLoss: number
  readonly perIntent: readonly { intent: string; n: number; precision: number; recall: number; f1: number }[]
  /** Wrong pairs, most frequent first. */
  readonly confusions: readonly { actual: string; predicted: string; n: number }[]
}

const eceBins = 15

/**
 * Expected calibration error: mean gap between confidence and accuracy over 15 bins of equal width, weighted by their
 * size (Naeini et al., AAAI 2015).
 */
export function computeEce(
  predictions: readonly Pick<Prediction, 'actual' | 'predicted' | 'confidence'>[],
): number {
  const confidence = new Float64Array(eceBins)
  const right = new Float64Array(eceBins)
  for (const { actual, predicted, confidence: p } of predictions) {
    const bin = Math.min(eceBins - 1, Math.floor(p * eceBins))
    confidence[bin] = (confidence[bin] ?? 0) + p
    if (actual === predicted) right[bin] = (right[bin] ?? 0) + 1
  }
  let sum = 0
  for (let bin = 0; bin < eceBins; bin += 1) sum += Math.abs((confidence[bin] ?? 0) - (right[bin] ?? 0))
  return predictions.length === 0 ? 0 : sum / predictions.length
}

const resamples = 200

/** 95 % percentile bootstrap interval of the ECE. */
export function bootstrapEce(predictions: readonly Prediction[], seed: number): [low: number, high: number] {
  const random = createRandom(seed)
  const values = Array.from({ length: resamples }, () =>
    computeEce(predictions.map((own) => predictions[random.below(predictions.length)] ?? own)),
  ).sort((a, b) => a - b)
  return [values[Math.floor(resamples * 0.025)] ?? 0, values[Math.floor(resamples * 0.975)] ?? 0]
}

export function scoreIntents(predictions: readonly Prediction[], labels: readonly string[]): IntentScores {
  const n = predictions.length
  const truePositives = new Float64Array(labels.length)
  const predicted = new Float64Array(labels.length)
  const actual = new Float64Array(labels.length)
  const pairs = new Map<string, { actual: string; predicted: string; n: number }>()
  let logLoss = 0
  for (const row of predictions) {
    actual[row.actual] = (actual[row.actual] ?? 0) + 1
    predicted[row.predicted] = (predicted[row.predicted] ?? 0) + 1
    logLoss -= Math.log(Math.max(1e-12, row.actualProbability))
    if (row.actual === row.predicted) truePositives[row.actual] = (truePositives[row.actual] ?? 0) + 1
    else countPair(pairs, labels[row.actual] ?? '', labels[row.predicted] ?? '')
  }
  const perIntent = labels.flatMap((intent, k) => {
    const count = actual[k] ?? 0
    if (count === 0) return []
    const hits = truePositives[k] ?? 0
    const precision = hits / Math.max(1, predicted[k] ?? 0)
    const recall = hits / count
    return [
      {
        intent,
        n: count,
        precision,
        recall,
        f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
      },
    ]
  })
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    n,
    accuracy: n === 0 ? 0 : sum([...truePositives]) / n,
    macroF1: perIntent.length === 0 ? 0 : sum(perIntent.map(({ f1 }) => f1)) / perIntent.length,
    ece: computeEce(predictions),
    logLoss: n === 0 ? 0 : logLoss / n,
    perIntent,
    confusions: [...pairs.values()].sort((a, b) => b.n - a.n || (a.actual < b.actual ? -1 : 1)),
  }
}

function countPair(
  pairs: Map<string, { actual: string; predicted: string; n: number }>,
  actual: string,
  predicted: string,
): void {
  const key = `${actual} ${predicted}`
  const pair = pairs.get(key) ?? { actual, predicted, n: 0 }
  pair.n += 1
  pairs.set(key, pair)
}

/**
 * Area under the ROC curve for telling in-scope from out-of-scope text by a signal: the share of pairs in which the
 * in-scope text has the higher one, ties counting half (Mann and Whitney 1947).
 */
export function computeAuroc(inScope: readonly number[], outOfScope: readonly number[]): number {
  const all = [
    ...inScope.map((value) => ({ value, isIn: true })),
    ...outOfScope.map((value) => ({ value, isIn: false })),
  ]
  all.sort((a, b) => a.value - b.value)
  let rankSum = 0
  for (let start = 0; start < all.length;) {
    let end = start
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1
    const rank = (start + end + 1) / 2
    for (let i = start; i < end; i += 1) if (all[i]?.isIn === true) rankSum += rank
    start = end
  }
  const pairs = inScope.length * outOfScope.length
  return pairs === 0 ? 0 : (rankSum - (inScope.length * (inScope.length + 1)) / 2) / pairs
}

/** Share of texts below the threshold. */
export function shareBelow(values: readonly number[], threshold: number): number {
  return values.length === 0 ? 0 : values.filter((value) => value < threshold).length / values.length
}

/**
 * For thresholds 0, 0.05 … 1: the share of rows whose confidence clears it, and the accuracy among them. Whether a request that clears
 * the threshold is also routed (coverage) is for bank and router to say.
 */
export function thresholdCurve(predictions: readonly Prediction[]) {
  return Array.from({ length: 21 }, (_, i) => {
    const threshold = i / 20
    const cleared = predictions.filter(({ confidence }) => confidence >= threshold)
    const right = cleared.filter(({ actual, predicted }) => actual === predicted).length
    return {
      threshold,
      cleared: predictions.length === 0 ? 0 : cleared.length / predictions.length,
      accuracy: cleared.length === 0 ? null : right / cleared.length,
    }
  })
}
