/** Which variants no other one beats in both latency and quality. */

export interface FrontPoint {
  readonly id: string
  /** Less is better. */
  readonly latencyMs: number
  /** More is better. */
  readonly quality: number
}

/**
 * The ids that are not dominated: no other point is at least as good in both and better in one. Equal points stand on the front
 * together.
 */
export function paretoFront(points: readonly FrontPoint[]): ReadonlySet<string> {
  const isBeaten = (point: FrontPoint) =>
    points.some(
      (other) =>
        other.latencyMs <= point.latencyMs &&
        other.quality >= point.quality &&
        (other.latencyMs < point.latencyMs || other.quality > point.quality),
    )
  return new Set(points.filter((point) => !isBeaten(point)).map(({ id }) => id))
}
