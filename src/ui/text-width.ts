/** How wide text is in a picture, which no page measures: estimated, rather too wide than too narrow. */

const widths: readonly (readonly [RegExp, number])[] = [
  [/[\u2e80-\u9fff\uff00-\uffef\u3000-\u30ff]/u, 1],
  [/[ilj.,:;'|!]/, 0.3],
  [/[mwMW@%—…]/, 0.9],
  [/[A-Z]/, 0.7],
]

/** @param size of the letters, in pixels, as the result */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const letter of text) ems += widths.find(([pattern]) => pattern.test(letter))?.[1] ?? 0.58
  return ems * size
}

/** The text, or as much of its beginning as fits `width` with dots after it. */
export function cutToWidth(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text
  let cut = ''
  for (const letter of text) {
    if (widthOf(`${cut}${letter}…`, size) > width) break
    cut += letter
  }
  return `${cut.trimEnd()}…`
}
