/** How figures are written wherever people read them: points, milliseconds, p values, intervals. */

/** A share as points of 100: `61.2`. */
export function formatPoints(share: number): string {
  return normaliseZero((100 * share).toFixed(1))
}

/** Without a sign for what rounds to zero, and with a true minus for the rest. */
function normaliseZero(text: string): string {
  return /^-0(?:\.0+)?$/.test(text) ? text.slice(1) : text.replace('-', '−')
}

/** ms with three significant digits at most: `0.84`, `12.3`, `1240`. */
export function formatMs(ms: number): string {
  const size = Math.abs(ms)
  return normaliseZero(ms.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2))
}

/** What 1,000 requests cost, with three significant digits: `0.0123`, `4.50`, `1240`. */
export function formatCost(cost: number): string {
  const size = Math.abs(cost)
  const digits = size >= 100 || size === 0 ? 0 : Math.min(12, 2 - Math.floor(Math.log10(size)))
  return normaliseZero(cost.toFixed(digits))
}

/** A p value in the manner of journals: `.002`, or `< .001` for what is smaller. */
export function formatP(p: number): { readonly text: string; readonly isBelow: boolean } {
  if (p < 0.001) return { text: '.001', isBelow: true }
  if (p >= 0.9995) return { text: '1', isBelow: false }
  return { text: p.toFixed(p < 0.01 ? 3 : 2).replace(/^0/, ''), isBelow: false }
}

/** `1.2, 5.0` with a dash for a side that too few values leave open. */
export function formatInterval(
  { low, high }: { readonly low: number | null; readonly high: number | null },
  format: (value: number) => string,
): string {
  return `${low === null ? '–' : format(low)}, ${high === null ? '–' : format(high)}`
}
