/**
 * Top-k search over lists of passages with a score each, by MaxScore (Turtle and Flood, Query evaluation: strategies
 * and optimizations, 1995), in ranges of passages. Lists stand in the order of their upper bounds. What the passages of
 * earlier ranges scored decides which lists of the next range must be added whole, and which are only looked up for
 * passages that can still win. Ranges grow, so that a small one sets a first threshold; the sums of a range fit a cache.
 */
import type { RankedRows } from './top-k.ts'
import { TopRows } from './top-k.ts'

/** A term of the query: postings [start, end), ascending by passage. */
export interface QueryList {
  readonly start: number
  readonly end: number
  readonly weight: number
  /** The most this term can add to a score. */
  readonly bound: number
}

/** Bounds are sums of 32-bit floats; within this share two of them count as equal, so rounding never drops a winner. */
const ROUNDING = 1e-5
/** Beyond this many postings a candidate, looking each candidate up beats walking the list. */
const GALLOP_RATIO = 12
const FIRST_RANGE = 2_048
const LARGEST_RANGE = 65_536

interface Scratch {
  /** One a passage of the range, all 0 between ranges. */
  readonly scores: Float32Array
  /** Passages of the range with a score, as offsets from its start. */
  readonly touched: Int32Array
}

export class MaxScoreSearcher {
  readonly #passages: Int32Array
  readonly #impacts: Float32Array
  readonly #size: number
  #spare: Scratch | undefined

  /** @param size number of passages */
  constructor(passages: Int32Array, impacts: Float32Array, size: number) {
    this.#passages = passages
    this.#impacts = impacts
    this.#size = size
  }

  /** @param lists in descending order of their bounds */
  search(lists: readonly QueryList[], limit: number): RankedRows {
    const top = new TopRows(Math.min(limit, this.#size))
    if (lists.length === 0 || limit <= 0) return top.toRanked()
    const rest = sumBoundsFrom(lists)
    const positions = lists.map(({ start }) => start)
    // Taken out while a search runs: one that fails half-way cannot leave scores behind for the next.
    const length = Math.min(LARGEST_RANGE, this.#size)
    const scratch = this.#spare ?? { scores: new Float32Array(length), touched: new Int32Array(length) }
    this.#spare = undefined
    let range = FIRST_RANGE
    for (let from = 0; from < this.#size; from += range) {
      if (from > 0) range = Math.min(range * 2, LARGEST_RANGE)
      if (!hasNewcomers(lists, rest, positions, top.threshold)) break
      this.#searchRange({ lists, rest, positions, top, scratch }, from, Math.min(from + range, this.#size))
    }
    this.#spare = scratch
    return top.toRanked()
  }

  #searchRange(state: SearchState, from: number, to: number): void {
    const { lists, rest, top, scratch } = state
    const { threshold } = top
    let count = 0
    let i = 0
    for (; i < lists.length && canReach(rest[i] ?? 0, threshold); i++) {
      count = this.#addRange(state, i, from, to, count)
    }
    for (; i < lists.length && count > 0; i++) {
      count = keepContenders(scratch, count, rest[i] ?? 0, threshold)
      this.#addForContenders(state, i, from, to, count)
    }
    offerTouched(scratch, count, from, top)
  }

  /** Adds all postings of list `i` below `to`; returns how many passages have a score now. */
  #addRange(
    { lists, positions, scratch }: SearchState,
    i: number,
    from: number,
    to: number,
    known: number,
  ): number {
    const list = lists[i]
    if (!list) return known
    const { scores, touched } = scratch
    const passages = this.#passages
    const impacts = this.#impacts
    const { end, weight } = list
    let count = known
    // A list that was only looked up in earlier ranges may lag behind.
    let p = gallop(passages, positions[i] ?? end, end, from)
    for (; p < end; p++) {
      const at = (passages[p] ?? 0) - from
      if (at >= to - from) break
      const score = scores[at] ?? 0
      if (score === 0) touched[count++] = at
      scores[at] = score + weight * (impacts[p] ?? 0)
    }
    positions[i] = p
    return count
  }

  /** Adds list `i` for the passages in `touched` (ascending) alone: by walking the list, or by galloping along it. */
  #addForContenders(
    { lists, positions, scratch }: SearchState,
    i: number,
    from: number,
    to: number,
    count: number,
  ): void {
    const list = lists[i]
    if (!list || count === 0) return
    const { scores, touched } = scratch
    const passages = this.#passages
    const impacts = this.#impacts
    const { end, weight } = list
    const expected = ((end - list.start) * (to - from)) / this.#size
    let p = gallop(passages, positions[i] ?? end, end, from)
    if (expected < count * GALLOP_RATIO) {
      for (; p < end; p++) {
        const at = (passages[p] ?? 0) - from
        if (at >= to - from) break
        const score = scores[at] ?? 0
        if (score !== 0) scores[at] = score + weight * (impacts[p] ?? 0)
      }
    } else {
      for (let c = 0; c < count && p < end; c++) {
        const at = touched[c] ?? 0
        p = gallop(passages, p, end, from + at)
        if (p < end && passages[p] === from + at) scores[at] = (scores[at] ?? 0) + weight * (impacts[p] ?? 0)
      }
    }
    positions[i] = p
  }
}

interface SearchState {
  readonly lists: readonly QueryList[]
  /** The most that lists i and later can add together. */
  readonly rest: Float64Array
  /** Where each list is read next. */
  readonly positions: number[]
  readonly top: TopRows
  readonly scratch: Scratch
}

/** The same ranking by adding up every posting of every list. */
export function searchEveryPosting(
  lists: readonly QueryList[],
  limit: number,
  passages: Int32Array,
  impacts: Float32Array,
  size: number,
): RankedRows {
  const scores = new Float32Array(size)
  const touched = new Int32Array(size)
  let count = 0
  for (const { start, end, weight } of lists) {
    for (let p = start; p < end; p++) {
      const passage = passages[p] ?? 0
      const score = scores[passage] ?? 0
      if (score === 0) touched[count++] = passage
      scores[passage] = score + weight * (impacts[p] ?? 0)
    }
  }
  const top = new TopRows(Math.min(limit, count))
  offerTouched({ scores, touched }, count, 0, top)
  return top.toRanked()
}

function sumBoundsFrom(lists: readonly QueryList[]): Float64Array {
  const rest = new Float64Array(lists.length + 1)
  for (let i = lists.length - 1; i >= 0; i--) rest[i] = (rest[i + 1] ?? 0) + (lists[i]?.bound ?? 0)
  return rest
}

/** False when every list that could bring a passage into the top by itself has been read to its end. */
function hasNewcomers(
  lists: readonly QueryList[],
  rest: Float64Array,
  positions: readonly number[],
  threshold: number,
): boolean {
  return lists.some(({ end }, i) => (positions[i] ?? end) < end && canReach(rest[i] ?? 0, threshold))
}

function canReach(bound: number, threshold: number): boolean {
  return bound * (1 + ROUNDING) >= threshold
}

/** Drops passages that cannot reach the threshold with all that is still open; leaves the others in ascending order. */
function keepContenders(
  { scores, touched }: Scratch,
  known: number,
  open: number,
  threshold: number,
): number {
  let count = 0
  let isAscending = true
  for (let i = 0; i < known; i++) {
    const at = touched[i] ?? 0
    if (canReach((scores[at] ?? 0) + open, threshold)) {
      if (count > 0 && (touched[count - 1] ?? 0) > at) isAscending = false
      touched[count++] = at
    } else scores[at] = 0
  }
  if (!isAscending) touched.subarray(0, count).sort()
  return count
}

/** First position in [from, end) whose passage is `target` or later: doubling steps, then halving. */
function gallop(passages: Int32Array, from: number, end: number, target: number): number {
  if (from >= end || (passages[from] ?? 0) >= target) return from
  let low = from
  let step = 1
  while (low + step < end && (passages[low + step] ?? 0) < target) {
    low += step
    step *= 2
  }
  let high = Math.min(end, low + step)
  low++
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((passages[middle] ?? 0) < target) low = middle + 1
    else high = middle
  }
  return low
}

/** Offers what was touched and clears the scores. */
function offerTouched({ scores, touched }: Scratch, count: number, from: number, top: TopRows): void {
  let { threshold } = top
  for (let i = 0; i < count; i++) {
    const at = touched[i] ?? 0
    const score = scores[at] ?? 0
    scores[at] = 0
    if (score < threshold) continue
    top.offer(from + at, score)
    threshold = top.threshold
  }
}
