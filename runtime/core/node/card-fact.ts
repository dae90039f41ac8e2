/** One fact about a node's settings, short enough for its card: `{ text: 'top {limit}', values: { limit: 5 } }`. */
export interface CardFact {
  /** English, with `{name}` for values; also the key under which other languages keep theirs. */
  readonly text: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A text that is the same in every language: a name, a model, what a person wrote. */
export const verbatim = (text: string): CardFact => ({ text: '{text}', values: { text } })

export function writeFact({ text, values = {} }: CardFact, translated: string = text): string {
  return translated.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
