/** From scores to probabilities that mean what they say. */

/** Log-probabilities of one row of scores at a temperature, written into `out`; `scores` and `out` are `classes` long. */
export function logSoftmax(scores: Float32Array, temperature: number, out: Float32Array): void {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (const score of scores) sum += Math.exp((score - highest) / temperature)
  const logSum = Math.log(sum)
  for (let k = 0; k < scores.length; k += 1) out[k] = ((scores[k] ?? 0) - highest) / temperature - logSum
}

/** Mean negative log-probability of the labels at a temperature. */
function negativeLogLikelihood(
  scores: Float32Array,
  labels: Int32Array,
  classes: number,
  temperature: number,
): number {
  const out = new Float32Array(classes)
  let sum = 0
  for (let row = 0; row < labels.length; row += 1) {
    logSoftmax(scores.subarray(row * classes, (row + 1) * classes), temperature, out)
    sum -= Math.max(-30, out[labels[row] ?? 0] ?? 0)
  }
  return sum / Math.max(1, labels.length)
}

const golden = (Math.sqrt(5) - 1) / 2

/**
 * The temperature that makes held-out labels most likely (Guo et al., "On Calibration of Modern Neural Networks",
 * ICML 2017), by golden-section search over its logarithm, 0.02 to 20.
 *
 * @param scores row-major, `labels.length × classes`, of rows the model was not trained on
 */
export function fitTemperature(scores: Float32Array, labels: Int32Array, classes: number): number {
  const lossAt = (logTemperature: number) =>
    negativeLogLikelihood(scores, labels, classes, Math.exp(logTemperature))
  let low = Math.log(0.02)
  let high = Math.log(20)
  let left = high - golden * (high - low)
  let right = low + golden * (high - low)
  let leftLoss = lossAt(left)
  let rightLoss = lossAt(right)
  for (let i = 0; i < 24; i += 1) {
    if (leftLoss < rightLoss) {
      high = right
      right = left
      rightLoss = leftLoss
      left = high - golden * (high - low)
      leftLoss = lossAt(left)
    } else {
      low = left
      left = right
      leftLoss = rightLoss
      right = low + golden * (high - low)
      rightLoss = lossAt(right)
    }
  }
  return Math.exp((low + high) / 2)
}
