/**
 * What stands in one text and not in another, word by word, and in Chinese character by character.
 *
 * Longest common subsequence by dynamic programming, after common beginnings and ends are set aside; texts too long for
 * that are shown as replaced in the middle.
 */

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A word with the white space after it, or one character of a script without spaces. */
const tokenPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]\s*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\S)+\s*|\s+/gu

/** Cells of the table that would be filled at most: a few milliseconds. */
const mostCells = 1_000_000

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
  if (a.length * b.length > mostCells) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') },
    ]
  }
  const width = b.length + 1
  // Longest common subsequence of what follows each pair of places.
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = isSameWord(a[i], b[j])
        ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
    }
  }
  const parts: DiffPart[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && right !== undefined && isSameWord(left, right)) {
      parts.push({ kind: 'same', text: right })
      i += 1
      j += 1
    } else if (
      right === undefined ||
      (left !== undefined && (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
    ) {
      parts.push({ kind: 'removed', text: left ?? '' })
      i += 1
    } else {
      parts.push({ kind: 'added', text: right })
      j += 1
    }
  }
  return parts
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
