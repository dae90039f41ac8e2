/**
 * Regret of one request, in the unit of the metric: what the best arm of the oracle reached more, every adapter and the base model having
 * answered it. 0 where the way taken was the best; below 0 only where it was none of the arms (another retriever, say) and beat them
 * all, so that for a score of 0 to 1 it lies between -1 and 1. Its mean over requests is what routing lost.
 *
 * @param reached what the way taken reached, NaN for no number
 * @param best what {@link bestArm} reached, NaN for no number
 * @returns NaN where either is: such requests take no part in the mean
 */
export function regret(reached: number, best: number): number {
  return best - reached
}

/**
 * Which arm the oracle takes for one request: the one that reached most, the first among equals.
 *
 * @param reached by arm, NaN for no number
 * @returns its position; undefined where no arm has a number
 */
export function bestArm(reached: readonly number[]): number | undefined {
  let best: number | undefined
  reached.forEach((value, arm) => {
    if (!Number.isNaN(value) && (best === undefined || value > (reached[best] ?? NaN))) best = arm
  })
  return best
}
