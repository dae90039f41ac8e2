/**
 * Unicode NFKC and lower case with the way back: which units of the source each unit of the result came from.
 * Most texts come out as long as they went in, and then no map is made.
 */

export interface NormalisedText {
  readonly text: string
  /** Start in the source of every unit of `text`; undefined when the offsets are the same. */
  readonly starts?: Int32Array
  /** End in the source, exclusive, of every unit of `text`. */
  readonly ends?: Int32Array
}

// What NFKC can join to the character before it: combining marks, conjoining jamo, half-width sound marks.
const cluster = /[^][\p{M}\u1160-\u11ff\uff9e\uff9f]*/gu
const ascii = /^[\0-\x7f]*$/

/** The text as the index sees it: NFKC, lower case, final sigma as sigma. */
export function normaliseText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return lower(text.normalize('NFKC'))
}

/** {@link normaliseText} with source offsets. */
export function normaliseWithOffsets(text: string): NormalisedText {
  if (ascii.test(text)) return { text: text.toLowerCase() }
  const stable = text.normalize('NFKC')
  if (stable === text) {
    const lowered = lower(text)
    // Only U+0130 changes its length in lower case.
    if (lowered.length === text.length) return { text: lowered }
  }
  return normaliseByCluster(text)
}

function lower(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ')
}

function normaliseByCluster(source: string): NormalisedText {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  for (const match of source.matchAll(cluster)) {
    const piece = lower(match[0].normalize('NFKC'))
    for (let i = 0; i < piece.length; i++) {
      starts.push(match.index)
      ends.push(match.index + match[0].length)
    }
    text += piece
  }
  return { text, starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}
