/**
 * BM25 on typed arrays (Robertson and Zaragoza, The probabilistic relevance framework, 2009; idf as in Lucene).
 * The share of every posting in a score is computed once; a query adds them up. `search` skips what cannot reach
 * the top by MaxScore (Turtle and Flood, Query evaluation: strategies and optimizations, 1995): term lists in
 * the order of their upper bounds, the weak ones only looked up for documents that can still win.
 */
import type { SparseCounts, TermMatrix } from './term-matrix.ts'
import { transpose } from './term-matrix.ts'
import type { RankedRows } from './top-k.ts'
import { TopRows } from './top-k.ts'

export interface Bm25Parameters {
  /** How soon repetitions of a term stop counting, 0 or more. @default 1.2 */
  readonly k1?: number
  /** How much long passages are held back, 0 to 1. @default 0.75 */
  readonly b?: number
}

export const defaultBm25: Required<Bm25Parameters> = { k1: 1.2, b: 0.75 }

/** A term of the query with its list of passages. */
interface QueryList {
  readonly start: number
  readonly end: number
  readonly weight: number
  /** The most this term can add to a score. */
  readonly bound: number
}

interface Scratch {
  /** One a passage, all 0 between searches. */
  readonly scores: Float32Array
  readonly touched: Int32Array
}

/** Bounds are sums of 32-bit floats; within this share two of them count as equal, so rounding never drops a winner. */
const ROUNDING = 1e-5
/** Beyond this many postings a candidate, looking each candidate up beats walking the list. */
const GALLOP_RATIO = 12

/** An immutable index. Searches are synchronous and leave nothing behind, so any number may share it. */
export class Bm25Index {
  readonly parameters: Required<Bm25Parameters>
  /** In code-unit order; the position is the term's id. */
  readonly terms: readonly string[]
  /** Terms of each passage, repetitions counted. */
  readonly lengths: Uint32Array
  /** Postings by term: `termIds` holds passages. */
  readonly postings: SparseCounts
  readonly #ids: ReadonlyMap<string, number>
  readonly #impacts: Float32Array
  readonly #maxImpacts: Float32Array
  #spare: Scratch | undefined

  /** @param postings one row a term of `terms`, holding passages and counts, ascending by passage */
  constructor(
    terms: readonly string[],
    lengths: Uint32Array,
    postings: SparseCounts,
    parameters: Bm25Parameters = {},
  ) {
    this.parameters = { ...defaultBm25, ...parameters }
    this.terms = terms
    this.lengths = lengths
    this.postings = postings
    this.#ids = new Map(terms.map((term, id) => [term, id]))
    const { impacts, maxima } = computeImpacts(postings, lengths, this.parameters)
    this.#impacts = impacts
    this.#maxImpacts = maxima
  }

  static fromMatrix(matrix: TermMatrix, parameters: Bm25Parameters = {}): Bm25Index {
    return new Bm25Index(matrix.terms, matrix.lengths, transpose(matrix, matrix.terms.length), parameters)
  }

  /** Number of passages. */
  get size(): number {
    return this.lengths.length
  }

  /** In how many passages the term stands. */
  documentFrequency(term: string): number {
    const id = this.#ids.get(term)
    if (id === undefined) return 0
    return (this.postings.rowStarts[id + 1] ?? 0) - (this.postings.rowStarts[id] ?? 0)
  }

  /** ln(1 + (N - n + 0.5) / (n + 0.5)) for a term of n among N passages. */
  inverseDocumentFrequency(term: string): number {
    return idf(this.size, this.documentFrequency(term))
  }

  /**
   * The `limit` best passages for the terms of a query; a term that is said twice counts twice. Only passages
   * that share a term with the query are returned; equal scores come in the order of the passages.
   */
  search(terms: readonly string[], limit: number): RankedRows {
    const lists = this.#toLists(terms)
    const scratch = this.#takeScratch()
    const ranked = searchByMaxScore(lists, limit, scratch, this.postings.termIds, this.#impacts)
    this.#spare = scratch
    return ranked
  }

  /** The same result by visiting every posting: what tests and benchmarks compare with. */
  searchExhaustively(terms: readonly string[], limit: number): RankedRows {
    const scratch = this.#takeScratch()
    let count = 0
    for (const list of this.#toLists(terms)) {
      count = addList(list, scratch, count, this.postings.termIds, this.#impacts)
    }
    const ranked = rankTouched(scratch, count, limit)
    this.#spare = scratch
    return ranked
  }

  #toLists(terms: readonly string[]): QueryList[] {
    const weights = new Map<number, number>()
    for (const term of terms) {
      const id = this.#ids.get(term)
      if (id !== undefined) weights.set(id, (weights.get(id) ?? 0) + 1)
    }
    return [...weights]
      .map(([id, weight]) => ({
        id,
        start: this.postings.rowStarts[id] ?? 0,
        end: this.postings.rowStarts[id + 1] ?? 0,
        weight,
        bound: (this.#maxImpacts[id] ?? 0) * weight,
      }))
      .sort((a, b) => b.bound - a.bound || a.id - b.id)
  }

  /** Taken out while a search runs: one that fails half-way cannot leave scores behind for the next. */
  #takeScratch(): Scratch {
    const scratch = this.#spare ?? {
      scores: new Float32Array(this.size),
      touched: new Int32Array(this.size),
    }
    this.#spare = undefined
    return scratch
  }
}

export function idf(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5))
}

function computeImpacts(
  postings: SparseCounts,
  lengths: Uint32Array,
  { k1, b }: Required<Bm25Parameters>,
): { impacts: Float32Array; maxima: Float32Array } {
  let total = 0
  for (const length of lengths) total += length
  const average = lengths.length === 0 ? 1 : Math.max(total / lengths.length, 1)
  const norms = Float64Array.from(lengths, (length) => k1 * (1 - b + (b * length) / average))
  const impacts = new Float32Array(postings.termIds.length)
  const maxima = new Float32Array(postings.rows)
  for (let term = 0; term < postings.rows; term++) {
    const start = postings.rowStarts[term] ?? 0
    const end = postings.rowStarts[term + 1] ?? 0
    const factor = idf(lengths.length, end - start) * (k1 + 1)
    let maximum = 0
    for (let p = start; p < end; p++) {
      const count = postings.counts[p] ?? 0
      const impact = Math.fround((factor * count) / (count + (norms[postings.termIds[p] ?? 0] ?? 0)))
      impacts[p] = impact
      if (impact > maximum) maximum = impact
    }
    maxima[term] = maximum
  }
  return { impacts, maxima }
}

function searchByMaxScore(
  lists: readonly QueryList[],
  limit: number,
  scratch: Scratch,
  passages: Int32Array,
  impacts: Float32Array,
): RankedRows {
  const rest = new Float64Array(lists.length + 1)
  for (let i = lists.length - 1; i >= 0; i--) rest[i] = (rest[i + 1] ?? 0) + (lists[i]?.bound ?? 0)
  let count = 0
  let isClosed = false
  for (const [i, list] of lists.entries()) {
    const open = rest[i] ?? 0
    if (!isClosed && i > 0 && count >= limit) {
      isClosed = !canReach(open, kthScore(scratch, count, limit))
    }
    if (!isClosed) {
      count = addList(list, scratch, count, passages, impacts)
      continue
    }
    count = keepContenders(scratch, count, limit, open)
    addForContenders(list, scratch, count, passages, impacts)
  }
  return rankTouched(scratch, count, limit)
}

function canReach(bound: number, threshold: number): boolean {
  return bound * (1 + ROUNDING) >= threshold
}

/** Adds a whole list; passages met for the first time are noted in `touched`. Returns how many are noted. */
function addList(
  list: QueryList,
  { scores, touched }: Scratch,
  known: number,
  passages: Int32Array,
  impacts: Float32Array,
): number {
  const { end, weight } = list
  let count = known
  for (let p = list.start; p < end; p++) {
    const passage = passages[p] ?? 0
    const score = scores[passage] ?? 0
    if (score === 0) touched[count++] = passage
    scores[passage] = score + weight * (impacts[p] ?? 0)
  }
  return count
}

/** Drops passages that cannot reach the top `limit` with all that is still open; leaves the others in order. */
function keepContenders({ scores, touched }: Scratch, known: number, limit: number, open: number): number {
  const threshold = kthScore({ scores, touched }, known, limit)
  let count = 0
  for (let i = 0; i < known; i++) {
    const passage = touched[i] ?? 0
    if (canReach((scores[passage] ?? 0) + open, threshold)) touched[count++] = passage
    else scores[passage] = 0
  }
  touched.subarray(0, count).sort()
  return count
}

/** Adds a list for the passages in `touched` (ascending) alone: by walking the list, or by galloping along it. */
function addForContenders(
  list: QueryList,
  { scores, touched }: Scratch,
  count: number,
  passages: Int32Array,
  impacts: Float32Array,
): void {
  const { end, weight } = list
  let p = list.start
  if (end - p < count * GALLOP_RATIO) {
    for (; p < end; p++) {
      const passage = passages[p] ?? 0
      const score = scores[passage] ?? 0
      if (score !== 0) scores[passage] = score + weight * (impacts[p] ?? 0)
    }
    return
  }
  for (let i = 0; i < count && p < end; i++) {
    const passage = touched[i] ?? 0
    p = gallop(passages, p, end, passage)
    if (p < end && passages[p] === passage) {
      scores[passage] = (scores[passage] ?? 0) + weight * (impacts[p] ?? 0)
    }
  }
}

/** First position in [from, end) whose passage is `target` or later: doubling steps, then halving. */
function gallop(passages: Int32Array, from: number, end: number, target: number): number {
  let low = from
  let step = 1
  while (low + step < end && (passages[low + step] ?? 0) < target) {
    low += step
    step *= 2
  }
  let high = Math.min(end, low + step + 1)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((passages[middle] ?? 0) < target) low = middle + 1
    else high = middle
  }
  return low
}

/** The k-th best score so far, 0 when there are fewer. */
function kthScore({ scores, touched }: Scratch, count: number, k: number): number {
  if (count < k) return 0
  const top = new TopRows(k)
  for (let i = 0; i < count; i++) {
    const passage = touched[i] ?? 0
    const score = scores[passage] ?? 0
    if (score > top.threshold) top.offer(passage, score)
  }
  return top.threshold
}

/** Ranks what was touched and clears the scores. */
function rankTouched({ scores, touched }: Scratch, count: number, limit: number): RankedRows {
  const top = new TopRows(Math.min(limit, count))
  for (let i = 0; i < count; i++) {
    const passage = touched[i] ?? 0
    const score = scores[passage] ?? 0
    scores[passage] = 0
    if (score >= top.threshold) top.offer(passage, score)
  }
  return top.toRanked()
}
