/**
 * What stands in one text and not in another, word by word, and in Chinese character by character. Common beginnings and ends are
 * set aside, so that texts too different to be compared are shown as replaced in the middle only.
 */
import { diffArrays } from 'diff'

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A word with the white space after it, or one character of a script without spaces. */
const tokenPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\s*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\S)+\s*|\s+/gu

/** More changes than these are not worth finding. */
const mostChanges = 1_000

/** @returns `after` from its parts that are the same or added; of what is the same, `after` has its white space. */
export function diffTexts(before: string, after: string): DiffPart[] {
  return joinParts(diffWords(wordsOf(before), wordsOf(after)))
}

export interface DiffSides {
  /** Of parts that are the same or removed. */
  readonly before: readonly DiffPart[]
  /** Of parts that are the same or added. */
  readonly after: readonly DiffPart[]
}

/** Both texts side by side, each of them whole and with its own white space. */
export function diffSides(before: string, after: string): DiffSides {
  const a = wordsOf(before)
  const parts = diffWords(a, wordsOf(after))
  const ofBefore = parts
    .filter(({ kind }) => kind !== 'added')
    .map(({ kind, text }, index): DiffPart => ({ kind, text: a[index] ?? text }))
  return { before: joinParts(ofBefore), after: joinParts(parts.filter(({ kind }) => kind !== 'removed')) }
}

const wordsOf = (text: string): readonly string[] => text.match(tokenPattern) ?? []

/** A part for each word; those that are not added stand for the words of `a`, one by one. */
function diffWords(a: readonly string[], b: readonly string[]): DiffPart[] {
  let start = 0
  while (start < a.length && start < b.length && isSameWord(a[start], b[start])) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && isSameWord(a.at(-1 - end), b.at(-1 - end)))
    end += 1
  return [
    ...markAll('same', b.slice(0, start)),
    ...diffTokens(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...markAll('same', b.slice(b.length - end)),
  ]
}

/** White space after a word does not make it another. */
function isSameWord(a: string | undefined, b: string | undefined): boolean {
  return a?.trimEnd() === b?.trimEnd()
}

function diffTokens(a: readonly string[], b: readonly string[]): DiffPart[] {
  const changes = diffArrays([...a], [...b], { comparator: isSameWord, maxEditLength: mostChanges })
  if (changes === undefined) return [...markAll('removed', a), ...markAll('added', b)]
  return changes.flatMap(({ value, added, removed }) =>
    markAll(added ? 'added' : removed ? 'removed' : 'same', value),
  )
}

const markAll = (kind: DiffPart['kind'], texts: readonly string[]): DiffPart[] =>
  texts.map((text) => ({ kind, text }))

function joinParts(parts: readonly DiffPart[]): DiffPart[] {
  const joined: { kind: DiffPart['kind']; text: string }[] = []
  for (const { kind, text } of parts) {
    const last = joined.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') joined.push({ kind, text })
  }
  return joined
}

/** Which entries of a list came, went, and stayed where they were, in the order of both lists. */
export function diffLists(before: readonly string[], after: readonly string[]): DiffPart[] {
  return diffTokens(before, after)
}
