/** How many pairs a comparison takes: below, neither an interval nor a verdict is given. */

/**
 * For means and shares. So few pairs differ among fewer that every interval is far wider than its confidence asks for (`npm run eval --
 * statistics`), and McNemar's test could decide only if six of them differed, all one way.
 */
export const fewestPairs = 10

/**
 * With fewer the bootstrap of a quantile raises false alarms (`npm run eval -- statistics`): 20 pairs, and 4 values beyond it, which
 * makes 80 for p95 and 400 for p99.
 */
const fewestForQuantile = 20
const fewestBeyond = 4

/** Verdicts on quantiles of times in ms; less is better. */
export const quantileMetrics: Readonly<Record<string, number>> = {
  p50Ms: 0.5,
  p95Ms: 0.95,
  p99Ms: 0.99,
  ttftP50Ms: 0.5,
  ttftP95Ms: 0.95,
}

/** Fewest pairs for a verdict in this metric. */
export function fewestPairsFor(metric: string): number {
  const q = quantileMetrics[metric]
  if (q === undefined) return fewestPairs
  return Math.max(fewestForQuantile, Math.round(fewestBeyond / Math.min(q, 1 - q)))
}
