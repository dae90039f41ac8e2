/** Passages read once and kept: what no question changes was stored when the passage was indexed, or is computed when it is first seen. */
import type { Language } from '../core/values.ts'
import type { PassageToRead } from './candidates.ts'
import { describeSpans } from './passage-spans.ts'
import type { InverseFrequency } from './rarity.ts'
import { readPassage } from './read-tokens.ts'
import { restorePassage } from './stored-passage.ts'

export interface PassageText {
  readonly text: string
  /** Title of the document it stands in; '' when it has none. */
  readonly title: string
  /** Gives what `storePassage` made of it when it was indexed, if that is kept; asked only when the passage is new. */
  readonly findStored?: () => Uint8Array | undefined
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
  const read = ({ text, title }: PassageText, stored: Uint8Array | undefined): PassageToRead =>
    stored === undefined
      ? { spans: describeSpans(readPassage(text, language), rarity), title: readPassage(title, language) }
      : restorePassage(stored, { text, title }, rarity)
  return ({ text, title, findStored }) => {
    const key = `${title}\n${text}`
    const found = known.get(key)
    const passage = found ?? read({ text, title }, findStored?.())
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
