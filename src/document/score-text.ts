/** How well what a person types fits a name. */

/**
 * From 0 (no match) to 5 (a name begins with the word); 2 when only one of the other texts contains it, 1 when its letters
 * stand in a name in their order (`hret` in `hybrid retriever`).
 */
function scoreWord(word: string, names: readonly string[], rest: readonly string[]): number {
  const lowered = names.map((name) => name.toLowerCase())
  if (lowered.some((name) => name.startsWith(word))) return 5
  if (lowered.some((name) => name.split(/[\s-]+/).some((part) => part.startsWith(word)))) return 4
  if (lowered.some((name) => name.includes(word))) return 3
  if (rest.some((text) => text.toLowerCase().includes(word))) return 2
  return lowered.some((name) => isSubsequence(word, name)) ? 1 : 0
}

function isSubsequence(word: string, text: string): boolean {
  let at = 0
  for (const character of text) if (character === word[at]) at += 1
  return word.length >= 3 && at === word.length
}

/** The sum over the words of a query, each of which must match; 0 when one does not. */
export function scoreQuery(query: string, names: readonly string[], rest: readonly string[]): number {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const scores = words.map((word) => scoreWord(word, names, rest))
  return scores.includes(0) ? 0 : scores.reduce((sum, one) => sum + one, 0)
}
