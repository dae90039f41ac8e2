/** What kind of character a UTF-16 unit or a code point is, for the tokeniser and the sentence splitter. */

export const OTHER = 1
/** Part of a word in a script that writes blanks between words: letters, digits, combining marks. */
export const WORD = 2
/** A character of a script without blanks between words: Han, kana, Bopomofo. */
export const IDEOGRAPH = 3

export type CharacterKind = typeof OTHER | typeof WORD | typeof IDEOGRAPH

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u
const letterOrDigit = /[\p{L}\p{N}\p{M}]/u

// Filled as characters are met: the answers of the regular expressions, which are far slower than a look-up.
const kinds = new Uint8Array(65_536)

/** The kind of the character at `index`. A high surrogate stands for the whole pair. */
export function kindAt(text: string, index: number): CharacterKind {
  const unit = text.charCodeAt(index)
  if (unit >= 0xd800 && unit <= 0xdbff) return classify(String.fromCodePoint(text.codePointAt(index) ?? unit))
  const known = kinds[unit]
  if (known === WORD || known === OTHER || known === IDEOGRAPH) return known
  const kind = classify(text.charAt(index))
  kinds[unit] = kind
  return kind
}

/** UTF-16 units of the character at `index`: 2 for a surrogate pair, else 1. */
export function unitsAt(text: string, index: number): 1 | 2 {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
}

function classify(character: string): CharacterKind {
  // The Katakana middle dot and the sound marks belong to the script but are no letters.
  if (!letterOrDigit.test(character)) return OTHER
  return ideograph.test(character) ? IDEOGRAPH : WORD
}
