/** A two-sided confidence interval. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** A side is null where the values are too few to bound it. */
export interface OpenInterval {
  readonly low: number | null
  readonly high: number | null
}

/** Confidence of every interval unless said otherwise. */
export const defaultConfidence = 0.95
