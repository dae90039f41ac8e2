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
  const a = before.match(tokenPattern) ?? []
  const b = after.match(tokenPattern) ?? []
  let start = 0
  while (start < a.length && start < b.length && isSameWord(a[start], b[start])) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && isSameWord(a.at(-1 - end), b.at(-1 - end)))
    end += 1
  const parts = [
    ...b.slice(0, start).map((text): DiffPart => ({ kind: 'same', text })),
    ...diffTokens(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...b.slice(b.length - end).map((text): DiffPart => ({ kind: 'same', text })),
  ]
  return joinParts(parts)
}

/** White space after a word does not make it another. */
function isSameWord(a: string | undefined, b: string | undefined): boolean {
  return a?.trimEnd() === b?.trimEnd()
}

function diffTokens(a: readonly string[], b: readonly string[]): DiffPart[] {
  const changes = diffArrays([...a], [...b], { comparator: isSameWord, maxEditLength: mostChanges })
  if (changes === undefined) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  return changes.flatMap(({ value, added, removed }) =>
    value.map((text): DiffPart => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text })),
  )
}

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
