/** A coarse part of speech for every token, from closed lists, endings and capitals: the alphabet of phrase boundaries. */
import type { ReadToken } from './read-tokens.ts'
import { kindBits as k } from './token-kinds.ts'

const names = [
  'edge',
  'noun',
  'name',
  'number',
  'numeral',
  'article',
  'preposition',
  'of',
  'to',
  'and',
  'comma',
  'pronoun',
  'auxiliary',
  'past',
  'gerund',
  'adverb',
  'adjective',
  'plural',
  'relative',
  'unit',
  'quote',
  'mark',
] as const

type WordClass = (typeof names)[number]

export const wordClassCount = names.length

const positions = Object.fromEntries(names.map((name, index) => [name, index])) as Record<WordClass, number>

/** The class of what lies beyond a sentence. */
export const edgeClass = positions.edge

const setOf = (words: string) => new Set(words.split(' '))

const pronouns = setOf(
  'i you he she it we they me him them us my your his her its our their this that these those who each all both any some no none every another other such one 我 你 您 他 她 它 我们 你们 他们 其 该 此 这 那 这个 那个 这些 自己',
)
const auxiliaries = setOf(
  "is are was were be been being am has have had do does did can could will would may might must shall should cannot can't don't 是 为 有 可 可以 能 能够 会 将 应 要 须 需 需要 必须 曾 被 把 让 使",
)
const prepositions = setOf(
  'in on at by from with for over about beside opposite behind near under until since within between through during after before into against across along among around as than without upon per via like below above towards despite beyond if when because while where unless although 在 从 到 于 向 至 由 对 以 与 跟 因 因为 根据 按 通过 经 自 当 如 如果 随着 关于',
)
const relatives = setOf('which who whom whose that where what how why 的 地 得 之 所 着 了 过')
const adverbs = setOf(
  'not only also very more most less least then there here never always often just even still too so once first later again ever up down out back off away together 不 也 都 就 还 又 再 最 很 更 均 仅 只 并 已 已经 便 才 即 约 大约',
)

/** Endings of English words, by class; the first that fits. */
const endings: readonly (readonly [WordClass, RegExp])[] = [
  ['adverb', /ly$/],
  ['gerund', /.{2}ing$/],
  ['past', /.{2}ed$/],
  ['adjective', /(?:al|ous|ive|ic|ful|able|ible|less|ish|ary|ant|ent)$/],
  ['plural', /[^su]s$/],
]

/** @param isFirst whether a sentence begins here: its capital says nothing */
export function classOfToken({ text, lower, kinds }: ReadToken, isFirst: boolean): number {
  return positions[nameClass(text, lower, kinds, isFirst)]
}

function nameClass(text: string, lower: string, kinds: number, isFirst: boolean): WordClass {
  if ((kinds & (k.timeUnit | k.measure | k.percent | k.currency)) !== 0) return 'unit'
  if ((kinds & (k.number | k.clock)) !== 0) return 'number'
  if ((kinds & k.word) === 0) {
    if ((kinds & k.comma) !== 0) return 'comma'
    return (kinds & k.quote) !== 0 ? 'quote' : 'mark'
  }
  if (lower === 'of') return 'of'
  if (lower === 'to') return 'to'
  if ((kinds & k.article) !== 0) return 'article'
  if ((kinds & k.and) !== 0) return 'and'
  if ((kinds & k.numberWord) !== 0) return 'numeral'
  if (auxiliaries.has(lower)) return 'auxiliary'
  if (relatives.has(lower)) return 'relative'
  if (pronouns.has(lower)) return 'pronoun'
  if (prepositions.has(lower)) return 'preposition'
  if (adverbs.has(lower)) return 'adverb'
  if ((kinds & k.capital) !== 0 && (!isFirst || /^\p{Lu}{2,}$/u.test(text))) return 'name'
  return endings.find(([, ending]) => ending.test(lower))?.[0] ?? 'noun'
}
