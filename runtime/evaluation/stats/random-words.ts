import { createRandom } from '../../core/random.ts'

/** Fills an array with 32 random bits a word; the same seed gives the same sequence everywhere. */
export type DrawWords = (words: Int32Array) => void

/**
 * xoshiro128+ (Blackman and Vigna, ACM TOMS 47, 2021), seeded through sfc32. Its state stays in local variables while an array is
 * filled, which makes it several times as fast as a call a number.
 */
export function createRandomWords(seed: number): DrawWords {
  const random = createRandom(seed)
  const state = Int32Array.from({ length: 4 }, () => random.below(4_294_967_296) | 0)
  return (words) => {
    let [a = 0, b = 0, c = 0, d = 0] = state
    for (let i = 0; i < words.length; i += 1) {
      words[i] = (a + d) | 0
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
    }
    state.set([a, b, c, d])
  }
}

/** A random word as an integer from 0 to `bound` exclusive. */
export function positionOf(word: number, bound: number): number {
  return ((word >>> 0) * (bound / 4_294_967_296)) | 0
}
