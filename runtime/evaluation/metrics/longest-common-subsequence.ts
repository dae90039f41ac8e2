/**
 * Length of the longest common subsequence, 32 positions of `b` at a time, so that an answer of a megabyte stays cheap.
 * Source: H. Hyyrö, "Bit-parallel LCS-length computation revisited", AWOCA 2004, figure 4: V' = (V + (V & M)) | (V & ~M).
 */
export function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  const words = Math.ceil(b.length / 32)
  const matches = matchMasks(b, words)
  const state = new Uint32Array(words).fill(0xffff_ffff)
  for (const item of a) {
    const mask = matches.get(item)
    if (mask !== undefined) step(state, mask)
  }
  let zeros = 0
  for (let position = 0; position < b.length; position += 1)
    zeros += 1 - (((state[position >>> 5] ?? 0) >>> (position & 31)) & 1)
  return zeros
}

/** Where in `b` each item stands, one bit a position. */
function matchMasks(b: readonly string[], words: number): Map<string, Uint32Array> {
  const masks = new Map<string, Uint32Array>()
  b.forEach((item, position) => {
    const mask = masks.get(item) ?? new Uint32Array(words)
    mask[position >>> 5] = (mask[position >>> 5] ?? 0) | (1 << (position & 31))
    masks.set(item, mask)
  })
  return masks
}

function step(state: Uint32Array, mask: Uint32Array): void {
  let carry = 0
  for (let word = 0; word < state.length; word += 1) {
    const v = state[word] ?? 0
    const m = mask[word] ?? 0
    const sum = v + ((v & m) >>> 0) + carry
    carry = sum > 0xffff_ffff ? 1 : 0
    state[word] = (sum | (v & ~m)) >>> 0
  }
}
