import type { Gains } from '../../retrieval/ranking-metrics.ts'

/** Every document once, at its best rank: several passages of one document count once. */
export function distinctDocuments(found: readonly string[]): string[] {
  return [...new Set(found)]
}

/** Judgements without grades: each of these is worth 1. */
export function binaryGains(relevant: readonly string[]): Gains {
  return new Map(relevant.map((id) => [id, 1]))
}
