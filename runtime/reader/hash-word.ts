/** FNV-1a over UTF-16 units, 32 bits: spreads words over buckets (Fowler, Noll and Vo). */
export function hashWord(text: string): number {
  let h = 2_166_136_261
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619)
  // The low bits of FNV-1a alone differ too little for short words.
  return ((h ^ (h >>> 15)) >>> 0) % 0x7fff_ffff
}
