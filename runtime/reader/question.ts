/** A question as features: its kind of question word, how its gap is built, what kind of thing it asks for. */
import type { Language } from '../core/values.ts'
import { hashWord } from './hash-word.ts'
import type { ReadToken } from './read-tokens.ts'
import { readPassage } from './read-tokens.ts'
import { kindBits } from './token-kinds.ts'

const types = [
  'who',
  'when',
  'where',
  'why',
  'how-many',
  'how-much',
  'how-long',
  'how-old',
  'how',
  'what',
  'which',
  'year',
  'percent',
  'yes-no',
  'other',
] as const

export type QuestionType = (typeof types)[number]

/** What stands between the question word and the rest: where the answer would go in the sentence that gives it. */
const gaps = ['do', 'be', 'be-past', 'modal', 'verb', 'noun-do', 'noun-be', 'noun-verb', 'none'] as const
type Gap = (typeof gaps)[number]

/** What kind of thing the head word names. */
const headClasses: readonly (readonly [string, RegExp])[] = [
  ['time', /^(?:year|date|day|month|centuri|decad|time|era|period|hour|season)$/],
  [
    'quantity',
    /^(?:number|percentag|percent|amount|popul|rate|size|price|cost|fare|fee|mani|total|distanc|height|length|area|speed|age)$/,
  ],
  [
    'place',
    /^(?:citi|countri|state|place|locat|town|region|street|river|continent|provinc|stadium|build|area|island|nation|capit|counti|district|site)$/,
  ],
  [
    'person',
    /^(?:person|man|woman|king|queen|leader|presid|author|artist|scientist|emperor|player|actor|singer|pope|philosoph|architect|director|founder|ruler)$|(?:er|or|ist|ian)$/,
  ],
  [
    'group',
    /^(?:compani|group|organ|organiz|team|parti|school|univers|church|agenc|govern|bodi|peopl|institut|tribe|armi)$/,
  ],
  ['name', /^(?:name|word|term|titl|nicknam|call|phrase|letter|symbol|languag|color|colour)$/],
  ['kind', /^(?:type|kind|sort|form|part|thing|categori|class|style|method|materi)$/],
  ['contact', /^(?:phone|email|mail|address|line|contact|web|websit|telephon)$/],
]

const headBuckets = 48
const leadBuckets = 16
const lengthBuckets = 4

const starts = {
  type: 1,
  gap: 1 + types.length,
  headClass: 1 + types.length + gaps.length,
  length: 2 + types.length + gaps.length + headClasses.length,
  lead: 2 + types.length + gaps.length + headClasses.length + lengthBuckets,
  head: 2 + types.length + gaps.length + headClasses.length + lengthBuckets + leadBuckets,
}

/** Length of the question's feature vector: bias, type, gap, class of the head word, length, hashed words. */
export const questionDimensions = starts.head + headBuckets

/** From this position on features are words, of which many are rare: they learn under a stronger pull towards 0. */
export const firstWordFeature = starts.lead

export interface ReadQuestion {
  readonly type: QuestionType
  readonly tokens: readonly ReadToken[]
  /** Positions of the features that are 1; position 0 is the bias. */
  readonly active: readonly number[]
  /** Stem of the word that says what is asked for, or ''. */
  readonly head: string
  /** The word before the question word, or a preposition at the end, in lower case, or ''. */
  readonly lead: string
  /** Stem of the first content word after the question word and its head, or ''. */
  readonly next: string
}

interface Parts {
  readonly type: QuestionType
  readonly gap: Gap
  readonly head: string
  readonly lead: string
  readonly next: string
}

const isContent = ({ kinds }: ReadToken) => (kinds & kindBits.word) !== 0 && (kinds & kindBits.stop) === 0

export function readQuestion(text: string, language: Language): ReadQuestion {
  const { tokens } = readPassage(text, language)
  const parts = language === 'zh' ? readChinese(text, tokens) : readEnglish(tokens)
  const { type, gap, head, lead, next } = parts
  const headClass = head === '' ? -1 : headClasses.findIndex(([, pattern]) => pattern.test(head))
  const words = tokens.filter(({ kinds }) => (kinds & kindBits.word) !== 0).length
  const active = new Set([
    0,
    starts.type + types.indexOf(type),
    starts.gap + gaps.indexOf(gap),
    starts.headClass + (headClass < 0 ? headClasses.length : headClass),
    starts.length + lengthBucket(words),
  ])
  if (lead !== '') active.add(starts.lead + (hashWord(lead) % leadBuckets))
  if (head !== '') active.add(starts.head + (hashWord(head) % headBuckets))
  return { type, tokens, active: [...active], head, lead, next }
}

function lengthBucket(words: number): number {
  if (words <= 4) return 0
  if (words <= 8) return 1
  return words <= 13 ? 2 : 3
}

const englishTypes: readonly (readonly [QuestionType, RegExp])[] = [
  ['how-many', /^how many/],
  ['how-much', /^how (?:much|big|large|heavy|high|tall|wide)/],
  ['how-long', /^how (?:long|far|often|soon|early|late)/],
  ['how-old', /^how old/],
  ['year', /^(?:what|which) (?:year|date|day|month|century|decade|time)/],
  ['percent', /^what (?:percentage|percent|share|discount)/],
  ['who', /^who(?:m|se)?/],
  ['when', /^when/],
  ['where', /^where/],
  ['why', /^why/],
  ['how', /^how/],
  ['what', /^what/],
  ['which', /^which/],
]

const questionWord = /^(?:who|whom|whose|when|where|why|how|what|which)$/
const preposition =
  /^(?:in|on|at|by|from|with|for|to|of|under|over|about|into|through|during|after|before|since|until|between|against|as)$/
const doForms = /^(?:do|does|did|don't|doesn't|didn't)$/
const beForms = /^(?:is|are|am|'s)$/
const bePast = /^(?:was|were|been|has|have|had)$/
const modals = /^(?:can|could|will|would|may|might|must|shall|should|cannot|can't)$/

function readEnglish(tokens: readonly ReadToken[]): Parts {
  const at = tokens.findIndex(({ lower }) => questionWord.test(lower))
  if (at < 0) {
    const isYesNo = /^(?:is|are|do|does|did|can|could|will|would|may|must|have|has|am)$/.test(
      tokens[0]?.lower ?? '',
    )
    const contents = tokens.filter(isContent)
    return {
      type: isYesNo ? 'yes-no' : 'other',
      gap: 'none',
      head: contents[0]?.stem ?? '',
      lead: '',
      next: contents[1]?.stem ?? '',
    }
  }
  const rest = tokens.slice(at)
  const words = rest.map(({ lower }) => lower).join(' ')
  const type = englishTypes.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
  const marks = tokens.filter(({ kinds }) => (kinds & kindBits.word) !== 0)
  const stranded = marks.at(-1)?.lower ?? ''
  const lead = tokens[at - 1]?.lower ?? (preposition.test(stranded) ? stranded : '')
  return { type, lead, ...readGap(rest, type) }
}

/** Reads past the question word: its noun, if it has one, then the auxiliary or the verb. */
function readGap(rest: readonly ReadToken[], type: QuestionType): Pick<Parts, 'gap' | 'head' | 'next'> {
  let at = type.startsWith('how-') ? 2 : 1
  const second = rest[at]?.lower ?? ''
  const isAuxiliary = (lower: string) =>
    doForms.test(lower) || beForms.test(lower) || bePast.test(lower) || modals.test(lower)
  const hasNoun =
    !isAuxiliary(second) && !/^(?:who|whom|when|where|why)$/.test(rest[0]?.lower ?? '') && type !== 'how'
  let head = ''
  if (hasNoun) {
    const start = at
    while (at < rest.length && at < start + 4 && rest[at] !== undefined) {
      const token = rest[at]
      if (token === undefined || isAuxiliary(token.lower) || !isContent(token)) break
      if (at > start && /(?:ed|es)$/.test(token.lower)) break
      head = token.stem
      at += 1
    }
  }
  const auxiliary = rest[at]?.lower ?? ''
  const contents = rest.slice(at).filter(isContent)
  if (head === '') head = contents[0]?.stem ?? ''
  const prefix = hasNoun ? 'noun-' : ''
  const next = (hasNoun ? contents[0] : contents[1])?.stem ?? ''
  if (doForms.test(auxiliary)) return { gap: `${prefix}do`, head, next }
  if (beForms.test(auxiliary) || bePast.test(auxiliary) || modals.test(auxiliary)) {
    if (hasNoun) return { gap: 'noun-be', head, next }
    const gap = beForms.test(auxiliary) ? 'be' : bePast.test(auxiliary) ? 'be-past' : 'modal'
    return { gap, head, next }
  }
  return { gap: `${prefix}verb`, head, next: contents[0]?.stem ?? '' }
}

const chineseTypes: readonly (readonly [QuestionType, RegExp])[] = [
  ['how-much', /多少(?:钱|元|费)|几折|费用|价格|票价|退多少/],
  ['how-many', /几(?:个|件|次|人|名|张|趟|班)|多少/],
  ['how-long', /多久|多长|几(?:天|小时|分钟|日)/],
  ['when', /什么时候|何时|几点|哪(?:天|一天|年|一年|日|月)|时间|首班|末班/],
  ['where', /哪里|哪儿|何处|什么地方|在哪|位置/],
  ['who', /谁|哪位|什么人|何人/],
  ['why', /为什么|为何|原因/],
  ['how', /怎么|如何|怎样|步骤/],
  ['which', /哪/],
  ['what', /什么|何/],
]

function readChinese(text: string, tokens: readonly ReadToken[]): Parts {
  const found = chineseTypes
    .map(([type, pattern]) => ({ type, match: pattern.exec(text) }))
    .find(({ match }) => match !== null)
  const from = found?.match?.index ?? 0
  const end = from + (found?.match?.[0].length ?? 0)
  const after = tokens.filter((token) => token.start >= end && isContent(token))
  const before = tokens.filter((token) => token.end <= from)
  const isLast = after.length === 0
  return {
    type: found?.type ?? 'other',
    gap: found === undefined ? 'none' : isLast ? 'be' : 'noun-verb',
    head: after[0]?.lower ?? '',
    lead: before.at(-1)?.lower ?? '',
    next: after[1]?.lower ?? before.filter(isContent).at(-1)?.lower ?? '',
  }
}

/** What is left of a question when somebody types its words only, as people do into a search field. */
export function shortenQuestion(text: string, language: Language): string {
  if (language === 'zh')
    return chineseTypes
      .reduce((rest, [, pattern]) => rest.replace(pattern, ''), text)
      .replaceAll(/[？?吗呢]/g, '')
  return readPassage(text, language)
    .tokens.filter((token) => isContent(token) && !questionWord.test(token.lower))
    .map(({ lower }) => lower)
    .join(' ')
}
