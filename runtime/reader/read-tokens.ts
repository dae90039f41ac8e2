/** A passage as the reader sees it: tokens with their places, sentences, and what kind of thing each token is. */
import type { Language } from '../core/values.ts'
import { stem } from '../retrieval/stem.ts'
import { classifyToken } from './token-kinds.ts'

export interface ReadToken {
  readonly text: string
  readonly lower: string
  readonly stem: string
  /** UTF-16 offsets into the passage, end exclusive. */
  readonly start: number
  readonly end: number
  readonly sentence: number
  /** Bits of {@link kindBits}. */
  readonly kinds: number
}

export interface ReadPassage {
  readonly text: string
  readonly tokens: readonly ReadToken[]
  readonly sentences: number
  /** Sentences that are headings of Markdown. */
  readonly headings: ReadonlySet<number>
}

const englishToken =
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:example|com|org|net|uk)\b|\d{1,2}[:.]\d{2}(?!\d)|\d+(?:[.,]\d+)*|[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|[^\sA-Za-z\d]/g
const abbreviation = /^(?:mr|mrs|dr|st|no|vs|e|g|i|p|approx)$/
const sentenceEnd = /^[.!?。！？；]$/

let segmenter: Intl.Segmenter | undefined

/** Words, numbers, addresses and marks. Chinese is cut by the platform's dictionary; runs of digits and Latin stay whole. */
function* splitTokens(text: string, language: Language): Generator<{ text: string; start: number }> {
  if (language === 'en') {
    for (const match of text.matchAll(englishToken)) yield { text: match[0], start: match.index }
    return
  }
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  for (const piece of text.matchAll(
    /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d{1,2}[:：]\d{2}|\d+(?:[.,-]\d+)*|[A-Za-z]+|[^\sA-Za-z\d]+/g,
  )) {
    if (/^[\dA-Za-z]/.test(piece[0])) yield { text: piece[0], start: piece.index }
    else
      for (const part of segmenter.segment(piece[0]))
        yield { text: part.segment, start: piece.index + part.index }
  }
}

export function readPassage(text: string, language: Language): ReadPassage {
  const raw = [...splitTokens(text, language)]
  const tokens: ReadToken[] = []
  const headings = new Set<number>()
  let sentence = 0
  raw.forEach((piece, index) => {
    const lower = piece.text.toLowerCase()
    const end = piece.start + piece.text.length
    const previous = raw[index - 1]
    // A blank line or a heading ends a sentence without a mark.
    const gap = previous === undefined ? '' : text.slice(previous.start + previous.text.length, piece.start)
    if (gap.includes('\n') && index > 0 && tokens.at(-1)?.sentence === sentence) sentence += 1
    if (piece.text === '#' && (index === 0 || gap.includes('\n'))) headings.add(sentence)
    tokens.push({
      text: piece.text,
      lower,
      stem: language === 'en' ? stem(lower) : lower,
      start: piece.start,
      end,
      sentence,
      kinds: classifyToken(piece.text, lower),
    })
    const next = raw[index + 1]
    const isEnd =
      sentenceEnd.test(piece.text) &&
      next !== undefined &&
      (language === 'zh' ||
        (/^[A-Z0-9"“(‘£]/.test(next.text) && !abbreviation.test(previous?.text.toLowerCase() ?? '')))
    if (isEnd) sentence += 1
  })
  return { text, tokens, sentences: sentence + 1, headings }
}
