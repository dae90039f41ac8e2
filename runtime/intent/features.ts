/**
 * Sparse features of short texts: words and word pairs in one block, character n-grams within words in the other; for
 * scripts without blanks pairs of characters in the one, single characters in the other. Each block is TF-IDF weighted and
 * of length 1.
 */

/** Rows of sparse features, compressed: row `r` has `indices[starts[r]..starts[r + 1])`. */
export interface SparseRows {
  readonly count: number
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float32Array
  /** Of each row the share, 0 to 1, of its words and word pairs that training met, the rare ones counting more. */
  readonly known: Float32Array
}

/** Characters of a text that are looked at; the rest of a very long one adds nothing to its intent. */
const maxLength = 4_000
const ngramLengths = { min: 2, max: 4 }

const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+(?:'[\p{L}]+)?|[^\s\p{L}\p{N}]/gu
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u

/** Words, single characters of scripts without blanks, and punctuation marks, in lower case. */
export function splitWords(text: string): string[] {
  return text.slice(0, maxLength).normalize('NFKC').toLowerCase().replaceAll(/[’`]/g, "'").match(token) ?? []
}

/** MurmurHash3's finaliser (A. Appleby, public domain). */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string, seed: number): number {
  let hash = seed
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** The hashed features of a text, block by block: words, characters. */
function hashFeatures(text: string): [words: number[], characters: number[]] {
  const words = splitWords(text)
  const framed = ['<', ...words, '>']
  const wordHashes: number[] = []
  const characters: number[] = []
  for (const word of words) {
    const block = ideograph.test(word) ? characters : wordHashes
    block.push(mix(hashText(word, 11)))
    if (block === wordHashes) pushNgrams(` ${word} `, characters)
  }
  for (let i = 0; i + 1 < framed.length; i += 1) {
    wordHashes.push(mix(hashText(`${framed[i]} ${framed[i + 1]}`, 22)))
  }
  return [wordHashes, characters]
}

function pushNgrams(padded: string, out: number[]): void {
  for (let start = 0; start < padded.length; start += 1) {
    let hash = 77
    for (let n = 1; n <= ngramLengths.max && start + n <= padded.length; n += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(start + n - 1), 0x01000193)
      if (n >= ngramLengths.min) out.push(mix(hash ^ (n << 24)))
    }
  }
}

/** The features that training met: hash to column, with the inverse document frequency of each. */
export interface Dictionary {
  /** One map a block. */
  readonly columns: readonly [ReadonlyMap<number, number>, ReadonlyMap<number, number>]
  readonly idf: Float32Array
  /** Texts it was fitted on. */
  readonly texts: number
}

export function fitDictionary(texts: readonly string[]): { dictionary: Dictionary; rows: SparseRows } {
  const hashed = texts.map(hashFeatures)
  const idf: number[] = []
  const columnsOf = (block: 0 | 1): Map<number, number> => {
    const frequency = new Map<number, number>()
    for (const features of hashed) {
      for (const hash of new Set(features[block])) frequency.set(hash, (frequency.get(hash) ?? 0) + 1)
    }
    const columns = new Map<number, number>()
    for (const [hash, count] of frequency) {
      columns.set(hash, idf.length)
      idf.push(inverseFrequency(texts.length, count))
    }
    return columns
  }
  const dictionary: Dictionary = {
    columns: [columnsOf(0), columnsOf(1)],
    idf: Float32Array.from(idf),
    texts: texts.length,
  }
  return { dictionary, rows: toRows(hashed, dictionary) }
}

function inverseFrequency(texts: number, count: number): number {
  return Math.log((1 + texts) / (1 + count)) + 1
}

export function vectorise(texts: readonly string[], dictionary: Dictionary): SparseRows {
  return toRows(texts.map(hashFeatures), dictionary)
}

function toRows(
  hashed: readonly (readonly [number[], number[]])[],
  { columns, idf, texts }: Dictionary,
): SparseRows {
  const known = new Float32Array(hashed.length)
  const unknownWeight = inverseFrequency(texts, 0)
  const starts = new Int32Array(hashed.length + 1)
  const indices: number[] = []
  const values: number[] = []
  hashed.forEach((features, row) => {
    for (const block of [0, 1] as const) {
      const counts = new Map<number, number>()
      for (const hash of features[block]) {
        const column = columns[block].get(hash)
        if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1)
      }
      const start = indices.length
      let squares = 0
      for (const [column, count] of counts) {
        const value = (1 + Math.log(count)) * (idf[column] ?? 0)
        indices.push(column)
        values.push(value)
        squares += value * value
      }
      const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
      for (let i = start; i < values.length; i += 1) values[i] = (values[i] ?? 0) * scale
    }
    starts[row + 1] = indices.length
    known[row] = shareKnown(features[0], columns[0], idf, unknownWeight)
  })
  return {
    count: hashed.length,
    starts,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
    known,
  }
}

function shareKnown(
  hashes: readonly number[],
  columns: ReadonlyMap<number, number>,
  idf: Float32Array,
  unknownWeight: number,
): number {
  let known = 0
  let unknown = 0
  for (const hash of hashes) {
    const column = columns.get(hash)
    if (column === undefined) unknown += unknownWeight
    else known += idf[column] ?? 0
  }
  return known + unknown > 0 ? known / (known + unknown) : 0
}
