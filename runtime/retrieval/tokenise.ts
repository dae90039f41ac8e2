/**
 * From text to tokens, for English, Chinese and texts that mix them. Words are runs of letters and digits;
 * Chinese and kana give every character and every pair of neighbours, because words are not marked there
 * and pairs find them about as well as a dictionary does.
 */
import { IDEOGRAPH, OTHER, WORD, kindAt, unitsAt } from './characters.ts'
import { normaliseText, normaliseWithOffsets } from './normalise.ts'

export interface Token {
  /** NFKC, lower case, not stemmed. A word keeps its apostrophe: `don't`. */
  readonly text: string
  /** UTF-16 offsets into the source, end exclusive. */
  readonly start: number
  readonly end: number
  readonly kind: 'word' | 'character' | 'pair'
}

type Emit = (text: string, start: number, end: number, kind: Token['kind']) => void

/** Tokens in the order of their start; a Chinese character comes before the pair that it begins. */
export function tokenise(source: string): Token[] {
  const { text, starts, ends } = normaliseWithOffsets(source)
  const tokens: Token[] = []
  scanTokens(text, (token, start, end, kind) => {
    tokens.push({
      text: token,
      start: starts?.[start] ?? start,
      end: ends?.[end - 1] ?? end,
      kind,
    })
  })
  return tokens
}

/** The texts of the tokens alone: what indexing needs, without an object for each. */
export function tokeniseToTexts(source: string): string[] {
  const texts: string[] = []
  scanTokens(normaliseText(source), (token) => {
    texts.push(token)
  })
  return texts
}

function scanTokens(text: string, emit: Emit): void {
  for (let i = 0; i < text.length;) {
    const kind = kindAt(text, i)
    if (kind === WORD) i = scanWord(text, i, emit)
    else if (kind === IDEOGRAPH) i = scanIdeographs(text, i, emit)
    else i++
  }
}

function scanWord(text: string, start: number, emit: Emit): number {
  let end = start
  let hasApostrophe = false
  while (end < text.length) {
    if (kindAt(text, end) === WORD) end += text.charCodeAt(end) < 0xd800 ? 1 : unitsAt(text, end)
    else if (isApostropheInside(text, end)) {
      hasApostrophe = true
      end++
    } else break
  }
  const word = text.slice(start, end)
  emit(hasApostrophe ? word.replace(/[’ʼ]/g, "'") : word, start, end, 'word')
  return end
}

/** Between two letters, as in `don't`; a quotation mark stands at the edge of a word. */
function isApostropheInside(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (unit !== 0x27 && unit !== 0x2019 && unit !== 0x2bc) return false
  return index + 1 < text.length && kindAt(text, index + 1) === WORD
}

function scanIdeographs(text: string, start: number, emit: Emit): number {
  let at = start
  let next = at + unitsAt(text, at)
  for (;;) {
    emit(text.slice(at, next), at, next, 'character')
    if (next >= text.length || kindAt(text, next) !== IDEOGRAPH) return next
    const after = next + unitsAt(text, next)
    emit(text.slice(at, after), at, after, 'pair')
    at = next
    next = after
  }
}

/** Words and characters of a text, pairs not counted: the unit in which passages are measured. */
export function countTokens(text: string): number {
  let count = 0
  let isInWord = false
  for (let i = 0; i < text.length; i += unitsAt(text, i)) {
    const kind = kindAt(text, i)
    if (kind === IDEOGRAPH || (kind === WORD && !isInWord)) count++
    isInWord = kind === WORD || (isInWord && kind === OTHER && isApostropheInside(text, i))
  }
  return count
}
