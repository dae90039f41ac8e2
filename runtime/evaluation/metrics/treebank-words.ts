/** Separates these wherever they stand. `$&` is what matched. */
const standAlone = /[«“‘„»”’;@#$%&?!*‒–—―()[\]{}<>]|`+|\.{2,}|--/g

/** Words that are two, in lower case. */
const joinedWords: readonly RegExp[] = [
  /\b(can)(not)\b/g,
  /\b(d)('ye)\b/g,
  /\b(gim)(me)\b/g,
  /\b(gon)(na)\b/g,
  /\b(got)(ta)\b/g,
  /\b(lem)(me)\b/g,
  /\b(more)('n)\b/g,
  /\b(wan)(na)(?=\s)/g,
  /(?<= )('t)(is)\b/g,
  /(?<= )('t)(was)\b/g,
]

/**
 * Words of lower-case text by the rules of the Penn Treebank: punctuation apart, except within numbers and abbreviations; "don't" is
 * "do" and "n't". Sources: R. MacIntyre's script `tokenizer.sed` (University of Pennsylvania, 1995) with the quotes and dashes of
 * NLTK's `word_tokenize`, which the script of CMRC 2018 uses.
 */
export function treebankWords(text: string): string[] {
  let spaced = text
    .trimEnd()
    .replaceAll(/^"|(?<=[ ([{<])(?:"|'')/g, ' `` ')
    .replaceAll(/(?<![\p{L}\p{N}_])'(?!(?:re|ve|ll|m|t|s|d|n)\b)(?=[\p{L}\p{N}_])/gu, "' ")
    .replace(/(?<=[^.])\.(?=[\])}>"'»”’ ]*$)/, ' . ')
    .replaceAll(/[:,](?!\d)/g, ' $& ')
    .replaceAll(standAlone, ' $& ')
    .replaceAll(/(?<=[^'])' /g, " ' ")
  spaced = ` ${spaced} `
    .replaceAll(/''|"/g, " '' ")
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[^' ])(?:'[smd]|') /g, ' $& ')
    .replaceAll(/(?<=[^' ])(?:'ll|'re|'ve|n't) /g, ' $& ')
  for (const joined of joinedWords) spaced = spaced.replaceAll(joined, ' $1 $2 ')
  return spaced.split(/\s+/).filter((word) => word !== '')
}
