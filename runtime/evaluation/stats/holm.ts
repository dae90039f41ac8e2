import { requireArgument } from './refuse-arguments.ts'

/**
 * p values adjusted for being several: compared with α, each keeps the chance of any false alarm among them below α. Source: S.
 * Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * @param ps each 0 to 1
 * @returns in the same order, none smaller than before
 * @throws STATISTIC_ARGUMENT_INVALID
 */
export function holm(ps: readonly number[]): number[] {
  for (const p of ps)
    requireArgument(p >= 0 && p <= 1, { statistic: 'holm', argument: 'p', wanted: '0–1', given: p })
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0))
  const adjusted = [...ps]
  let largest = 0
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * (ps[at] ?? 0)))
    adjusted[at] = largest
  })
  return adjusted
}
