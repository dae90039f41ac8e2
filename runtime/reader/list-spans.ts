/** Which spans of a passage may be quoted. */
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { kindBits } from './token-kinds.ts'

export type Shape = 'span' | 'clause' | 'sentence'

export interface ListedSpans {
  readonly count: number
  /** First and last token of each span; those with one first token follow one another, the shorter first. */
  readonly first: Int32Array
  readonly last: Int32Array
  readonly shapes: readonly Shape[]
}

type AddSpan = (first: number, last: number, shape: Shape) => void

const longestSpan = 14
const opening =
  /^(?:the|a|an|to|in|by|his|their|its|between|from|over|about|not|on|at|up|within|no|under|beside|opposite|after|before|until|with|for|when|if|because|as|it|they|through|into|during|在|不|从)$/
const clauseEnd = /^[;:.!?。！？；：]$/
const clauseMark = /^[,;:，；：、—–]$/

/** What a token may be in a span, as bits. */
const role = { start: 1, end: 2, stop: 4, clause: 8 } as const

function rolesOf({ kinds, text, lower }: ReadToken): number {
  const isWord = (kinds & kindBits.word) !== 0
  const isStop = (kinds & kindBits.stop) !== 0
  const isUnit = (kinds & (kindBits.percent | kindBits.currency)) !== 0
  const mayStart = (isWord || (kinds & kindBits.currency) !== 0) && (!isStop || opening.test(lower))
  return (
    (mayStart ? role.start : 0) |
    (isUnit || (isWord && !isStop) ? role.end : 0) |
    (!isWord && !isUnit && clauseEnd.test(text) ? role.stop : 0) |
    (clauseMark.test(text) ? role.clause : 0)
  )
}

/** All spans of up to 14 tokens that could be a phrase, clauses up to three in a row, and whole sentences; headings hold none. */
export function listSpans(passage: ReadPassage): ListedSpans {
  const { tokens } = passage
  const roles = Uint8Array.from(tokens, rolesOf)
  const spans = { first: [] as number[], last: [] as number[], shapes: [] as Shape[] }
  const add: AddSpan = (first, last, shape) => {
    spans.first.push(first)
    spans.last.push(last)
    spans.shapes.push(shape)
  }
  for (let start = 0; start < tokens.length;) {
    const sentence = tokens[start]?.sentence ?? 0
    let end = start
    while (end + 1 < tokens.length && tokens[end + 1]?.sentence === sentence) end += 1
    if (!passage.headings.has(sentence)) {
      for (let first = start; first <= end; first += 1) addSpansFrom(roles, first, end, add)
      addClauses(tokens, roles, start, end, add)
    }
    start = end + 1
  }
  const { first, last, shapes } = spans
  return { count: shapes.length, first: Int32Array.from(first), last: Int32Array.from(last), shapes }
}

function addSpansFrom(roles: Uint8Array, first: number, end: number, add: AddSpan): void {
  if (((roles[first] ?? 0) & role.start) === 0) return
  for (let last = first; last <= end && last < first + longestSpan; last += 1) {
    const own = roles[last] ?? 0
    if ((own & role.stop) !== 0) return
    if ((own & role.end) !== 0) add(first, last, 'span')
  }
}

/** Clauses that are too long for a span, one to three in a row, and the whole sentence with its closing mark. */
function addClauses(
  tokens: readonly ReadToken[],
  roles: Uint8Array,
  start: number,
  end: number,
  add: AddSpan,
): void {
  const starts: number[] = [start]
  for (let i = start; i < end; i += 1) if (((roles[i] ?? 0) & role.clause) !== 0) starts.push(i + 1)
  const lastWordOf = (position: number) => {
    const next = starts[position + 1]
    let last = next === undefined ? end : next - 2
    while (last > start && ((tokens[last]?.kinds ?? 0) & kindBits.word) === 0) last -= 1
    return last
  }
  for (let i = 0; i < starts.length; i += 1) {
    for (let j = i; j < Math.min(starts.length, i + 3); j += 1) {
      const first = starts[i] ?? start
      const last = lastWordOf(j)
      if (last - first >= longestSpan) add(first, last, 'clause')
    }
  }
  add(start, end, 'sentence')
}
