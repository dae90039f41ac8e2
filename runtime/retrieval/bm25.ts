/**
 * BM25 on typed arrays (Robertson and Zaragoza, The probabilistic relevance framework, 2009; idf as in Lucene).
 * The share of every posting in a score is computed once; a query adds them up.
 */
import type { QueryList } from './max-score.ts'
import { MaxScoreSearcher, searchEveryPosting } from './max-score.ts'
import { findText } from './sorted-search.ts'
import type { SparseCounts, TermMatrix } from './term-matrix.ts'
import { transpose } from './term-matrix.ts'
import type { RankedRows } from './top-k.ts'

export interface Bm25Parameters {
  /** How soon repetitions of a term stop counting, 0 or more. @default 1.2 */
  readonly k1?: number
  /** How much long passages are held back, 0 to 1. @default 0.75 */
  readonly b?: number
}

export const defaultBm25: Required<Bm25Parameters> = { k1: 1.2, b: 0.75 }

/** An immutable index. Searches are synchronous and leave nothing behind, so any number may share it. */
export class Bm25Index {
  readonly parameters: Required<Bm25Parameters>
  /** In code-unit order; the position is the term's id. */
  readonly terms: readonly string[]
  /** Terms of each passage, repetitions counted. */
  readonly lengths: Uint32Array
  /** Postings by term: `termIds` holds passages. */
  readonly postings: SparseCounts
  readonly #impacts: Float32Array
  readonly #maxImpacts: Float32Array
  readonly #searcher: MaxScoreSearcher

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
    const { impacts, maxima } = computeImpacts(postings, lengths, this.parameters)
    this.#impacts = impacts
    this.#maxImpacts = maxima
    this.#searcher = new MaxScoreSearcher(postings.termIds, impacts, lengths.length)
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
    const id = findText(this.terms, term)
    if (id < 0) return 0
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
    return this.#searcher.search(this.#toLists(terms), limit)
  }

  /** The same result by visiting every posting: what tests and benchmarks compare with. */
  searchExhaustively(terms: readonly string[], limit: number): RankedRows {
    return searchEveryPosting(this.#toLists(terms), limit, this.postings.termIds, this.#impacts, this.size)
  }

  #toLists(terms: readonly string[]): QueryList[] {
    const weights = new Map<string, number>()
    for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + 1)
    return [...weights]
      .map(([term, weight]) => ({ id: findText(this.terms, term), weight }))
      .filter(({ id }) => id >= 0)
      .map(({ id, weight }) => ({
        id,
        start: this.postings.rowStarts[id] ?? 0,
        end: this.postings.rowStarts[id + 1] ?? 0,
        weight,
        bound: (this.#maxImpacts[id] ?? 0) * weight,
      }))
      .sort((a, b) => b.bound - a.bound || a.id - b.id)
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
