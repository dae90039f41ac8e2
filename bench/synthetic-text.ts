/**
 * Documents as long and as skewed as real ones: words by Zipf's law (200,000 of them, exponent 1.07), lengths log-normal
 * around 56 words; queries of 2 to 6 words drawn from documents, common words included.
 */
import { createRandom } from './measure.ts'

const VOCABULARY = 200_000
const EXPONENT = 1.07

export interface SyntheticText {
  readonly document: () => string[]
  readonly query: () => string[]
}

export function createSyntheticText(seed: number): SyntheticText {
  const random = createRandom(seed)
  const words = Array.from({ length: VOCABULARY }, (_, rank) => spell(rank))
  const cumulative = new Float64Array(VOCABULARY)
  let total = 0
  for (let rank = 0; rank < VOCABULARY; rank++) cumulative[rank] = total += 1 / (rank + 2.7) ** EXPONENT
  const draw = (): string => words[findRank(cumulative, random() * total)] ?? ''
  const document = (): string[] => {
    const spread = random() + random() + random() - 1.5
    const length = Math.round(Math.min(400, Math.max(10, Math.exp(3.9 + spread))))
    return Array.from({ length }, draw)
  }
  return {
    document,
    query() {
      const source = document()
      const length = 2 + Math.floor(random() * 5)
      return Array.from({ length }, () => source[Math.floor(random() * source.length)] ?? '')
    },
  }
}

function findRank(cumulative: Float64Array, value: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cumulative[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** A pronounceable word for a number, another for every number. */
function spell(rank: number): string {
  let word = ''
  for (let rest = rank + 100; rest > 0; rest = Math.floor(rest / 80)) {
    const syllable = rest % 80
    word += 'bcdfgklmnprstvwz'.charAt(Math.floor(syllable / 5)) + 'aeiou'.charAt(syllable % 5)
  }
  return word
}
