/**
 * The Porter stemmer: M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980.
 * Words that are not made of a-z only are returned as they are.
 */

type Rule = readonly [suffix: string, replacement: string]

// Longest first: the paper tries the longest suffix that fits, and only that one.
const step2: readonly Rule[] = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['alli', 'al'],
  ['ator', 'ate'],
  // Two amendments of the author's own implementation: bli for abli, and logi.
  ['logi', 'log'],
  ['bli', 'ble'],
  ['eli', 'e'],
]

const step3: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
]

const step4: readonly string[] =
  'ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou'.split(' ')

/** The stem of a lower-case word. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  let result = stripPlural(word)
  result = stripPastAndGerund(result)
  if (result.endsWith('y') && hasVowel(result.slice(0, -1))) result = `${result.slice(0, -1)}i`
  result = applyRules(result, step2)
  result = applyRules(result, step3)
  result = stripStep4(result)
  return stripFinal(result)
}

function isConsonant(word: string, index: number): boolean {
  const letter = word.charAt(index)
  if (letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u') return false
  return letter !== 'y' || index === 0 || !isConsonant(word, index - 1)
}

/** The paper's m: how often a vowel group is followed by a consonant group. */
function measure(word: string): number {
  let groups = 0
  let wasVowel = false
  for (let i = 0; i < word.length; i++) {
    const isVowel = !isConsonant(word, i)
    if (wasVowel && !isVowel) groups++
    wasVowel = isVowel
  }
  return groups
}

function hasVowel(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (!isConsonant(word, i)) return true
  return false
}

function endsInDoubleConsonant(word: string): boolean {
  const last = word.length - 1
  return last > 0 && word.charAt(last) === word.charAt(last - 1) && isConsonant(word, last)
}

/** The paper's *o: consonant, vowel, consonant, the last of them not w, x or y. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1
  return (
    last > 1 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !'wxy'.includes(word.charAt(last))
  )
}

function stripPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function stripPastAndGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const suffix = ['ed', 'ing'].find((each) => word.endsWith(each))
  if (suffix === undefined) return word
  const root = word.slice(0, -suffix.length)
  if (!hasVowel(root)) return word
  if (root.endsWith('at') || root.endsWith('bl') || root.endsWith('iz')) return `${root}e`
  if (endsInDoubleConsonant(root) && !'lsz'.includes(root.charAt(root.length - 1))) return root.slice(0, -1)
  return measure(root) === 1 && endsInShortSyllable(root) ? `${root}e` : root
}

function applyRules(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue
    const root = word.slice(0, -suffix.length)
    return measure(root) > 0 ? root + replacement : word
  }
  return word
}

function stripStep4(word: string): string {
  const suffix = step4.find((each) => word.endsWith(each))
  if (suffix === undefined) return word
  const root = word.slice(0, -suffix.length)
  const isAllowed = suffix !== 'ion' || root.endsWith('s') || root.endsWith('t')
  return isAllowed && measure(root) > 1 ? root : word
}

function stripFinal(word: string): string {
  let result = word
  if (result.endsWith('e')) {
    const root = result.slice(0, -1)
    const groups = measure(root)
    if (groups > 1 || (groups === 1 && !endsInShortSyllable(root))) result = root
  }
  return result.endsWith('ll') && measure(result.slice(0, -1)) > 1 ? result.slice(0, -1) : result
}
