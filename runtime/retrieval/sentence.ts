/** Splits text into sentences, English and Chinese, by offsets. Every character between the first and the last sentence belongs to one. */
import type { SourceSpan } from '../core/values.ts'

/** What ends with a full stop without ending a sentence; lower case, without the stop. */
const abbreviations = new Set(
  (
    'mr mrs ms dr prof sr jr st mt rev gen col capt lt sgt hon vs etc fig figs eq eqs no nos vol ed eds pp ch sec al approx ' +
    'dept est inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k p.m a.m cf ca'
  ).split(' '),
)

const wideEnd = /[。！？；…]/
const closer = /["'”’」』）)\]】》〉]/
const opener = /["'“‘「『（([【《〈]/
const listItem = /(?:[-*+•·]|\d{1,3}[.)、]|[（(]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}、)\s*/y

/**
 * Sentences of `text` between `start` and `end`, without the blanks around them. A line break ends a sentence before a
 * list item, and in Chinese text never joins two; a single break inside an English sentence does not end it.
 */
export function splitSentences(text: string, start = 0, end = text.length): SourceSpan[] {
  const sentences: SourceSpan[] = []
  let from = start
  for (let i = start; i < end; i++) {
    const boundary = sentenceEndAt(text, i, end)
    if (boundary < 0) continue
    pushTrimmed(sentences, text, from, boundary)
    from = boundary
    i = boundary - 1
  }
  pushTrimmed(sentences, text, from, end)
  return sentences
}

/** Appends [start, end) without the blanks at its edges, unless nothing is left. */
export function pushTrimmed(spans: SourceSpan[], text: string, start: number, end: number): void {
  let from = start
  let to = end
  while (from < to && isBlank(text, from)) from++
  while (to > from && isBlank(text, to - 1)) to--
  if (to > from) spans.push({ start: from, end: to })
}

function isBlank(text: string, index: number): boolean {
  return /\s/.test(text.charAt(index))
}

/** The end of the sentence whose closing mark stands at `i`, or -1. */
function sentenceEndAt(text: string, i: number, end: number): number {
  const character = text.charAt(i)
  if (character === '\n') return isParagraphOrItem(text, i, end) ? i + 1 : -1
  if (wideEnd.test(character)) return skipClosers(text, i, end, wideEnd)
  if (character === '.' || character === '!' || character === '?') {
    const after = skipClosers(text, i, end, /[.!?]/)
    return endsSentence(text, i, after, end) ? after : -1
  }
  return -1
}

function skipClosers(text: string, i: number, end: number, marks: RegExp): number {
  let at = i + 1
  while (at < end && (marks.test(text.charAt(at)) || closer.test(text.charAt(at)))) at++
  return at
}

function isParagraphOrItem(text: string, i: number, end: number): boolean {
  let at = i + 1
  while (at < end && (text.charAt(at) === ' ' || text.charAt(at) === '\t' || text.charAt(at) === '\r')) at++
  if (at >= end || text.charAt(at) === '\n') return true
  listItem.lastIndex = at
  return listItem.test(text)
}

function endsSentence(text: string, i: number, after: number, end: number): boolean {
  if (after >= end) return true
  if (!isBlank(text, after)) return false
  if (text.charAt(i) !== '.') return true
  const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(0, i - 20), i))?.[0] ?? ''
  if (abbreviations.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word)) return false
  let next = after
  while (next < end && isBlank(text, next)) next++
  while (next < end && opener.test(text.charAt(next))) next++
  return next >= end || !/\p{Ll}/u.test(text.charAt(next))
}
