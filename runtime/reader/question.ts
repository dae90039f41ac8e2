/** A question as features: its kind of question word, its head word, hashed. */
import type { Language } from '../core/values.ts'
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

const headBuckets = 128

/** Length of the question's feature vector: bias, type, hashed words. */
export const questionDimensions = 1 + types.length + headBuckets

export interface ReadQuestion {
  readonly type: QuestionType
  readonly tokens: readonly ReadToken[]
  /** Positions of the features that are 1; position 0 is the bias. */
  readonly active: readonly number[]
}

function hash(text: string): number {
  let h = 2_166_136_261
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619)
  return (h >>> 0) % headBuckets
}

const isContent = ({ kinds }: ReadToken) => (kinds & kindBits.word) !== 0 && (kinds & kindBits.stop) === 0

export function readQuestion(text: string, language: Language): ReadQuestion {
  const { tokens } = readPassage(text, language)
  const { type, head, lead } = language === 'zh' ? typeOfChinese(text, tokens) : typeOfEnglish(tokens)
  const active = new Set([0, 1 + types.indexOf(type)])
  const firstHash = 1 + types.length
  if (head !== '') active.add(firstHash + hash(`head ${head}`))
  if (lead !== '') active.add(firstHash + hash(`lead ${lead}`))
  return { type, tokens, active: [...active] }
}

interface TypeAndHead {
  readonly type: QuestionType
  /** The word that says what kind of thing is asked for. */
  readonly head: string
  /** The word before the question word. */
  readonly lead: string
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

function typeOfEnglish(tokens: readonly ReadToken[]): TypeAndHead {
  const at = tokens.findIndex(({ lower }) => /^(?:who|whom|whose|when|where|why|how|what|which)$/.test(lower))
  if (at < 0) {
    const isYesNo = /^(?:is|are|do|does|did|can|could|will|would|may|must|have|has|am)$/.test(
      tokens[0]?.lower ?? '',
    )
    return { type: isYesNo ? 'yes-no' : 'other', head: tokens.find(isContent)?.stem ?? '', lead: '' }
  }
  const rest = tokens.slice(at)
  const words = rest.map(({ lower }) => lower).join(' ')
  const type = englishTypes.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
  return { type, head: rest.slice(1).find(isContent)?.stem ?? '', lead: tokens[at - 1]?.lower ?? '' }
}

const chineseTypes: readonly (readonly [QuestionType, RegExp])[] = [
  ['how-much', /多少(?:钱|元|费)|几折|费用|价格|票价|退多少/],
  ['how-many', /几(?:个|件|次|人|名|张|趟|班)|多少/],
  ['how-long', /多久|多长|几(?:天|小时|分钟|日)/],
  ['when', /什么时候|何时|几点|哪(?:天|年|日|月)|时间|首班|末班/],
  ['where', /哪里|哪儿|何处|什么地方|在哪|位置/],
  ['who', /谁|哪位|什么人|何人/],
  ['why', /为什么|为何|原因/],
  ['how', /怎么|如何|怎样|步骤/],
  ['which', /哪/],
  ['what', /什么|何/],
]

function typeOfChinese(text: string, tokens: readonly ReadToken[]): TypeAndHead {
  const found = chineseTypes
    .map(([type, pattern]) => ({ type, match: pattern.exec(text) }))
    .find(({ match }) => match !== null)
  const end = (found?.match?.index ?? 0) + (found?.match?.[0].length ?? 0)
  const head = tokens.find((token) => token.start >= end && isContent(token))?.lower ?? ''
  return { type: found?.type ?? 'other', head, lead: found?.match?.[0] ?? '' }
}
