/** Where two texts differ, word by word. */
import { diffWordsWithSpace } from 'diff'
import type { Locale } from '../../messages/locale.ts'

export interface TextPart {
  readonly text: string
  /** `a`: only in the first text; `b`: only in the second. */
  readonly in: 'both' | 'a' | 'b'
}

/** More changes than these are not worth finding: the texts then count as different altogether. */
const mostChanges = 2_000

/** Words as the language has them: Chinese sets no spaces between them. */
export function diffTexts(a: string, b: string, locale: Locale): readonly TextPart[] {
  const intlSegmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  const changes = diffWordsWithSpace(a, b, { intlSegmenter, maxEditLength: mostChanges })
  if (changes === undefined) {
    return [
      { text: a, in: 'a' },
      { text: b, in: 'b' },
    ]
  }
  return changes.map(({ value, added, removed }) => ({
    text: value,
    in: added ? ('b' as const) : removed ? ('a' as const) : ('both' as const),
  }))
}
