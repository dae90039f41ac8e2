/** Which variants no other one beats in both quality and what it takes: time, or money. */

export interface FrontPoint {
  readonly id: string
  /** Less is better. */
  readonly spent: number
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
        other.spent <= point.spent &&
        other.quality >= point.quality &&
        (other.spent < point.spent || other.quality > point.quality),
    )
  return new Set(points.filter((point) => !isBeaten(point)).map(({ id }) => id))
}
