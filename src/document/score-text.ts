/** How well what a person types fits a name. */

/**
 * From 0 (no match) to 5 (a name begins with the word); 2 when only one of the other texts contains it, 1 when its letters
 * stand in a name in their order (`hret` in `hybrid retriever`) or a word of a name begins with it but for one slip of the
 * fingers (`retreiver`).
 */
function scoreWord(word: string, names: readonly string[], rest: readonly string[]): number {
  const lowered = names.map((name) => name.toLowerCase())
  if (lowered.some((name) => name.startsWith(word))) return 5
  if (lowered.some((name) => name.split(/[\s-]+/).some((part) => part.startsWith(word)))) return 4
  if (lowered.some((name) => name.includes(word))) return 3
  if (rest.some((text) => text.toLowerCase().includes(word))) return 2
  const isNear = (name: string) =>
    isSubsequence(word, name) || name.split(/[\s-]+/).some((part) => hasOneSlip(word, part))
  return lowered.some(isNear) ? 1 : 0
}

/** Whether one letter too many, too few or wrong, or two in the wrong order, keep the part from beginning with the word. */
function hasOneSlip(word: string, part: string): boolean {
  if (word.length < 4) return false
  let at = 0
  while (at < word.length && word[at] === part[at]) at += 1
  // From the first difference on, the rest must agree.
  const rest = (ofWord: number, ofPart: number) => part.slice(at + ofPart).startsWith(word.slice(at + ofWord))
  const isSwapped = word[at] === part[at + 1] && word[at + 1] === part[at] && rest(2, 2)
  return at > 0 && (rest(1, 1) || rest(1, 0) || rest(0, 1) || isSwapped)
}

function isSubsequence(word: string, text: string): boolean {
  let at = 0
  for (const character of text) if (character === word[at]) at += 1
  return word.length >= 3 && at === word.length
}

/** The sum over the words of a query, each of which must match, and 1 more for a whole name; 0 when a word does not match. */
export function scoreQuery(query: string, names: readonly string[], rest: readonly string[]): number {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const scores = words.map((word) => scoreWord(word, names, rest))
  if (scores.includes(0)) return 0
  const isWhole = names.some((name) => name.toLowerCase() === words.join(' '))
  return scores.reduce((sum, one) => sum + one, isWhole ? 1 : 0)
}
