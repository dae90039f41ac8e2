/** Timing that a busy machine disturbs least: the best of a few repeats of each query, then percentiles over queries. */
import { computePercentile } from '../runtime/cli/percentile.ts'

export interface Latency {
  readonly p50: number
  readonly p99: number
}

const REPEATS = 3

/** Milliseconds of `run` for each of the inputs, the first pass unmeasured. */
export function measureLatency<Input>(inputs: readonly Input[], run: (input: Input) => unknown): Latency {
  for (const input of inputs) run(input)
  const times = inputs.map((input) => {
    let best = Infinity
    for (let i = 0; i < REPEATS; i++) {
      const start = performance.now()
      run(input)
      best = Math.min(best, performance.now() - start)
    }
    return best
  })
  return { p50: computePercentile(times, 0.5), p99: computePercentile(times, 0.99) }
}

/** A repeatable source of numbers in [0, 1): mulberry32 by Tommy Ettinger, public domain. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Milliseconds to three significant places. */
export function formatMs(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

export function formatRatio(baseline: number, value: number): string {
  return `${(baseline / value).toPrecision(2)}×`
}
