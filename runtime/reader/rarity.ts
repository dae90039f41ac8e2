/** How rare words are in general. */

/** Rarity of a stem, 0 or more; unknown stems are the rarest. */
export type InverseFrequency = (stem: string) => number

export interface Frequencies {
  /** Document frequencies of common stems, over `documents` passages. */
  readonly frequencies: ReadonlyMap<string, number>
  readonly documents: number
}

/** `ln(1 + N / (1 + df))`. */
export function rarityOf({ frequencies, documents }: Frequencies): InverseFrequency {
  return (stem) => Math.log(1 + documents / (1 + (frequencies.get(stem) ?? 0)))
}
