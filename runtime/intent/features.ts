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
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+(?:'[a-z]+)?|[^\s\p{L}\p{N}]/gu
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

/** The hashed features of a text, with repetitions, block by block: words, characters. */
export type HashedText = readonly [words: readonly number[], characters: readonly number[]]

export function hashFeatures(text: string): HashedText {
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

export function fitDictionary(texts: readonly HashedText[]): { dictionary: Dictionary; rows: SparseRows } {
  const frequency: number[] = []
  const latestRow: number[] = []
  const numberBlock = (block: 0 | 1): Map<number, number> => {
    const columns = new Map<number, number>()
    texts.forEach((features, row) => {
      for (const hash of features[block]) {
        const column = columns.get(hash) ?? frequency.length
        if (column === frequency.length) {
          columns.set(hash, column)
          frequency.push(0)
          latestRow.push(-1)
        }
        if (latestRow[column] !== row) frequency[column] = (frequency[column] ?? 0) + 1
        latestRow[column] = row
      }
    })
    return columns
  }
  const columns = [numberBlock(0), numberBlock(1)] as const
  const idf = Float32Array.from(frequency, (count) => inverseFrequency(texts.length, count))
  const dictionary: Dictionary = { columns, idf, texts: texts.length }
  return { dictionary, rows: vectorise(texts, dictionary) }
}

function inverseFrequency(texts: number, count: number): number {
  return Math.log((1 + texts) / (1 + count)) + 1
}

/** Features that the dictionary does not hold are left out. */
export function vectorise(texts: readonly HashedText[], dictionary: Dictionary): SparseRows {
  const most = texts.reduce((sum, [words, characters]) => sum + words.length + characters.length, 0)
  const known = new Float32Array(texts.length)
  const starts = new Int32Array(texts.length + 1)
  const indices = new Int32Array(most)
  const values = new Float32Array(most)
  texts.forEach((features, row) => {
    let at = starts[row] ?? 0
    for (const block of [0, 1] as const)
      at = writeBlock(features[block], block, dictionary, indices, values, at)
    starts[row + 1] = at
    known[row] = shareKnown(features[0], dictionary)
  })
  const used = starts[texts.length] ?? 0
  return {
    count: texts.length,
    starts,
    indices: indices.subarray(0, used),
    values: values.subarray(0, used),
    known,
  }
}

/** Writes the TF-IDF values of a block from position `start` on, in the order of the columns. Returns where they end. */
function writeBlock(
  hashes: readonly number[],
  block: 0 | 1,
  { columns, idf }: Dictionary,
  indices: Int32Array,
  values: Float32Array,
  start: number,
): number {
  let end = start
  for (const hash of hashes) {
    const column = columns[block].get(hash)
    if (column !== undefined) indices[end++] = column
  }
  indices.subarray(start, end).sort()
  let written = start
  let squares = 0
  for (let from = start; from < end;) {
    const column = indices[from] ?? 0
    let to = from + 1
    while (to < end && indices[to] === column) to += 1
    const value = (1 + Math.log(to - from)) * (idf[column] ?? 0)
    indices[written] = column
    values[written] = value
    squares += value * value
    written += 1
    from = to
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let i = start; i < written; i += 1) values[i] = (values[i] ?? 0) * scale
  return written
}

function shareKnown(hashes: readonly number[], { columns, idf, texts }: Dictionary): number {
  const unknownWeight = inverseFrequency(texts, 0)
  let known = 0
  let unknown = 0
  for (const hash of hashes) {
    const column = columns[0].get(hash)
    if (column === undefined) unknown += unknownWeight
    else known += idf[column] ?? 0
  }
  return known + unknown > 0 ? known / (known + unknown) : 0
}
