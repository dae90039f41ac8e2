/**
 * Counts of durations in log-linear buckets: 64 equal ones to each doubling, so that a quantile read from them is within 1/128
 * (0.8 %) of the exact one from 1 µs to 38 hours, whatever the distribution. Two histograms add up bucket by bucket to that
 * of all their values. Source: G. Tene, HdrHistogram (hdrhistogram.org); as in DDSketch the error is relative (Masson, Rim and
 * Lee, VLDB 2019).
 */
import { z } from 'zod'

const bucketsPerDoubling = 64
/** 2^-10 ms is about 1 µs; everything below counts as that. */
const lowestExponent = -10
const highestExponent = 27

/** The most by which a quantile may differ from the exact one, as a share of it. */
export const histogramRelativeError = 1 / (2 * bucketsPerDoubling)

export const storedHistogramSchema = z.strictObject({
  min: z.number().nonnegative(),
  max: z.number().nonnegative(),
  /** Bucket number and count, by bucket. */
  counts: z.array(z.tuple([z.int().nonnegative(), z.int().positive()])),
})

export type StoredHistogram = z.infer<typeof storedHistogramSchema>

export class LatencyHistogram {
  readonly #counts = new Map<number, number>()
  #n = 0
  #min = Infinity
  #max = 0

  get n(): number {
    return this.#n
  }

  /** @param ms 0 or more */
  add(ms: number): void {
    const bucket = bucketOf(ms)
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1)
    this.#n += 1
    this.#min = Math.min(this.#min, ms)
    this.#max = Math.max(this.#max, ms)
  }

  merge(other: LatencyHistogram): void {
    for (const [bucket, count] of other.#counts)
      this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count)
    this.#n += other.#n
    this.#min = Math.min(this.#min, other.#min)
    this.#max = Math.max(this.#max, other.#max)
  }

  /**
   * The value of rank ⌈share · n⌉ (the inverse of the empirical distribution: Hyndman and Fan's first definition), in ms.
   *
   * @param share 0 to 1
   * @returns undefined without values
   */
  quantile(share: number): number | undefined {
    if (this.#n === 0) return undefined
    const rank = Math.min(this.#n, Math.max(1, Math.ceil(share * this.#n)))
    let seen = 0
    for (const [bucket, count] of this.#sorted()) {
      seen += count
      if (seen >= rank) return Math.min(this.#max, Math.max(this.#min, middleOf(bucket)))
    }
    return this.#max
  }

  /**
   * For each bound, how many values are not above it. A bucket that a bound cuts counts where its middle is not above.
   *
   * @param bounds ms, rising
   */
  countsUpTo(bounds: readonly number[]): number[] {
    const sorted = this.#sorted()
    let next = 0
    let seen = 0
    return bounds.map((bound) => {
      for (
        let entry = sorted[next];
        entry !== undefined && middleOf(entry[0]) <= bound;
        entry = sorted[next]
      ) {
        seen += entry[1]
        next += 1
      }
      return seen
    })
  }

  toJSON(): StoredHistogram {
    return { min: this.#n === 0 ? 0 : this.#min, max: this.#max, counts: this.#sorted() }
  }

  static fromJSON({ min, max, counts }: StoredHistogram): LatencyHistogram {
    const histogram = new LatencyHistogram()
    for (const [bucket, count] of counts) {
      histogram.#counts.set(bucket, count)
      histogram.#n += count
    }
    if (counts.length > 0) histogram.#min = min
    histogram.#max = max
    return histogram
  }

  #sorted(): [number, number][] {
    return [...this.#counts].sort(([a], [b]) => a - b)
  }
}

function bucketOf(ms: number): number {
  const value = Math.min(2 ** highestExponent, Math.max(2 ** lowestExponent, ms))
  let exponent = Math.floor(Math.log2(value))
  // The logarithm of what lies just below a power of two may be rounded up to it.
  if (2 ** exponent > value) exponent -= 1
  return (
    (exponent - lowestExponent) * bucketsPerDoubling +
    Math.floor((value / 2 ** exponent - 1) * bucketsPerDoubling)
  )
}

function middleOf(bucket: number): number {
  const scale = 2 ** (Math.floor(bucket / bucketsPerDoubling) + lowestExponent)
  return scale * (1 + ((bucket % bucketsPerDoubling) + 0.5) / bucketsPerDoubling)
}
