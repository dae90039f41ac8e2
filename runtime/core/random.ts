/** Seeded random numbers: the same seed gives the same sequence everywhere. */

export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number
  /** An integer from 0 to `bound` exclusive. */
  below(bound: number): number
  /** Shuffles in place (Fisher and Yates). */
  shuffle(values: Int32Array | unknown[]): void
}

/** sfc32, seeded through splitmix32 (C. Doty-Humphrey, PractRand). */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0
    let t = state ^ (state >>> 16)
    t = Math.imul(t, 0x21f0aaad)
    t ^= t >>> 15
    t = Math.imul(t, 0x735a2d97)
    return (t ^ (t >>> 15)) | 0
  }
  let a = splitmix()
  let b = splitmix()
  let c = splitmix()
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4_294_967_296
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    next,
    below,
    shuffle: (values) => {
      for (let i = values.length - 1; i > 0; i -= 1) {
        const j = below(i + 1)
        const kept = values[i]
        // Both positions lie inside the array.
        values[i] = values[j] as never
        values[j] = kept as never
      }
    },
  }
}
