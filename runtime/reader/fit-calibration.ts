import type { AnswerCalibration } from './reader-weights.ts'
import { evidenceNames } from './reader-weights.ts'
import type { EvidenceCase } from './train-reader.ts'

const steps = 400
const rate = 0.5
const ridge = 1e-3
/** A quote is shown where at least one in four such quotes is right: a wrong one costs a third of what a right one is worth. */
const threshold = 0.25

/** Logistic regression from evidence to "the best candidate is right", by gradient descent on standardised evidence. */
export function fitCalibration(cases: readonly EvidenceCase[]): AnswerCalibration {
  const size = evidenceNames.length
  const mean = columnMeans(cases, (value) => value)
  const deviation = columnMeans(cases, (value, column) => (value - (mean[column] ?? 0)) ** 2).map(
    (v) => Math.sqrt(v) || 1,
  )
  const standard = (evidence: readonly number[]) =>
    evidence.map((value, i) => (i === 0 ? 1 : (value - (mean[i] ?? 0)) / (deviation[i] ?? 1)))
  const rows = cases.map(({ evidence }) => standard(evidence))
  const weights = new Float64Array(size)
  for (let step = 0; step < steps; step += 1) {
    const gradient = new Float64Array(size)
    rows.forEach((row, i) => {
      const sum = row.reduce((total, value, j) => total + value * (weights[j] ?? 0), 0)
      const difference = 1 / (1 + Math.exp(-sum)) - Number(cases[i]?.isRight)
      row.forEach((value, j) => (gradient[j] = (gradient[j] ?? 0) + difference * value))
    })
    for (let j = 0; j < size; j += 1) {
      weights[j] =
        (weights[j] ?? 0) - rate * ((gradient[j] ?? 0) / Math.max(1, rows.length) + ridge * (weights[j] ?? 0))
    }
  }
  // Back to evidence as it comes: the means go into the bias.
  const raw = [...weights].map((weight, j) => (j === 0 ? weight : weight / (deviation[j] ?? 1)))
  const shift = raw.reduce((sum, weight, j) => (j === 0 ? sum : sum + weight * (mean[j] ?? 0)), 0)
  return { weights: raw.map((weight, j) => (j === 0 ? weight - shift : weight)), threshold }
}

function columnMeans(
  cases: readonly EvidenceCase[],
  of: (value: number, column: number) => number,
): number[] {
  return evidenceNames.map(
    (_, column) =>
      cases.reduce((sum, { evidence }) => sum + of(evidence[column] ?? 0, column), 0) /
      Math.max(1, cases.length),
  )
}
