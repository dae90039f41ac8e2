/** What span features need to know of each token of a passage, as small numbers. */
import { hashWord } from './hash-word.ts'
import type { ReadPassage } from './read-tokens.ts'
import { classOfToken } from './word-classes.ts'

/** One number a token in each list. */
export interface TokenMarks {
  readonly classes: Uint8Array
  /** Hash of the whole word, below `wordHashes`. */
  readonly words: Uint8Array
  /** Hash of its last two characters, below `shortEndings`. */
  readonly shortEndings: Uint8Array
  /** Hash of its last three, below `longEndings`. */
  readonly longEndings: Uint8Array
}

/** A multiple of the sizes of all slots that hold words, so that the remainder by any of them is that of the whole hash. */
export const wordHashes = 192
export const shortEndings = 48
export const longEndings = 96

export function markTokens({ tokens }: ReadPassage): TokenMarks {
  return {
    classes: Uint8Array.from(tokens, (token, i) =>
      classOfToken(token, tokens[i - 1]?.sentence !== token.sentence),
    ),
    words: Uint8Array.from(tokens, ({ lower }) => hashWord(lower) % wordHashes),
    shortEndings: Uint8Array.from(tokens, ({ lower }) => hashWord(lower.slice(-2)) % shortEndings),
    longEndings: Uint8Array.from(tokens, ({ lower }) => hashWord(lower.slice(-3)) % longEndings),
  }
}
