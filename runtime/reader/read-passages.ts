/** Passages read once and kept: what no question changes is computed when a passage is first seen. */
import type { Language } from '../core/values.ts'
import type { PassageToRead } from './candidates.ts'
import { describeSpans } from './passage-spans.ts'
import type { InverseFrequency } from './rarity.ts'
import { readPassage } from './read-tokens.ts'

export interface PassageText {
  readonly text: string
  /** Title of the document it stands in; '' when it has none. */
  readonly title: string
}

export type PassageReader = (passage: PassageText) => PassageToRead

/**
 * @param kept most passages that are kept; the one that was not read for longest makes room
 */
export function createPassageReader(
  language: Language,
  rarity: InverseFrequency,
  kept = Infinity,
): PassageReader {
  const known = new Map<string, PassageToRead>()
  return ({ text, title }) => {
    const key = `${title}\n${text}`
    const found = known.get(key)
    const passage = found ?? {
      spans: describeSpans(readPassage(text, language), rarity),
      title: readPassage(title, language),
    }
    // A map keeps the order of insertion: what is read again goes to the end.
    if (found !== undefined) known.delete(key)
    known.set(key, passage)
    if (known.size > kept) {
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    }
    return passage
  }
}
