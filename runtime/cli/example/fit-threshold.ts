/** How sure the classifier has to be before the example trusts an adapter. */

/** Three in four questions of an intent should reach an adapter; those it is fitted on are but a sample. */
const wantedShare = 0.8
/** Finer than this would be read out of the sample alone. */
const stepsToOne = 20

/**
 * The highest threshold that at least four in five questions clear, in steps of 0.05. The questions are ones that the classifier
 * was not trained on. 0 when even that is too high, as with no questions.
 *
 * @param confidences of the classifier in its answers, 0 to 1
 */
export function fitThreshold(confidences: readonly number[]): number {
  for (let step = stepsToOne; step > 0; step -= 1) {
    const threshold = step / stepsToOne
    const clear = confidences.filter((confidence) => confidence >= threshold).length
    if (clear > 0 && clear >= wantedShare * confidences.length) return threshold
  }
  return 0
}
