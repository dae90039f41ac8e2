/**
 * Finds the words of a question in a passage, so that a reader sees at once why it was found. Words are cut by the browser's own
 * segmenter (Unicode UAX 29; dictionary words for Chinese) and count as the same when one begins the other and they differ by a
 * short ending only: `refund`, `refunds`, `refunded`.
 */
import type { SourceSpan } from '../../runtime/core/values.ts'

/** Shorter Latin words are mostly grammar. */
const shortestLatin = 3
/** The longest ending that two forms of a word differ by. */
const longestEnding = 3

const grammar = new Set(
  'and are can could did does for from had has have how into its not our shall should that the their them then there they this was were what when where which who whom why will with would you your 的 了 是 在 我 我们 你 您 和 与 或 吗 呢 怎么 什么 哪里 如何 可以 能 要 会 有'.split(
    ' ',
  ),
)

/** Spans of `text`, ascending, without overlap. */
export function findMatches(query: string, text: string): readonly SourceSpan[] {
  const wanted = [...new Set(cutWords(query).map(({ word }) => word))].filter(
    (word) => !grammar.has(word) && (isHan(word) || word.length >= shortestLatin),
  )
  return cutWords(text)
    .filter(({ word }) => wanted.some((other) => isSameWord(other, word)))
    .map(({ start, end }) => ({ start, end }))
}

interface Word extends SourceSpan {
  readonly word: string
}

function cutWords(text: string): Word[] {
  const segmenter = new Intl.Segmenter(isHan(text) ? 'zh' : 'en', { granularity: 'word' })
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({ word: segment.toLowerCase(), start: index, end: index + segment.length }))
}

function isSameWord(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return (
    !isHan(short) &&
    short.length > shortestLatin &&
    long.length - short.length <= longestEnding &&
    long.startsWith(short)
  )
}

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}
