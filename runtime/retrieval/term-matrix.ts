/**
 * How often each term stands in each passage: compressed sparse rows, one row a passage, with a sorted vocabulary.
 * Both rankings are built from it, and it depends on the passages alone, not on how they were gathered.
 */

export interface TermMatrix {
  /** In code-unit order; the position is the term's id. */
  readonly terms: readonly string[]
  /** Number of passages. */
  readonly rows: number
  /** rows + 1 positions in `termIds` and `counts`. */
  readonly rowStarts: Uint32Array
  /** Ascending within a row. */
  readonly termIds: Int32Array
  /** 1 to 65,535; larger counts are cut. */
  readonly counts: Uint16Array
  /** Terms of each passage, repetitions counted. */
  readonly lengths: Uint32Array
}

const MAX_COUNT = 65_535

/** Gathers passages one by one. */
export class TermMatrixBuilder {
  readonly #ids = new Map<string, number>()
  #termIds = new Int32Array(1 << 14)
  #counts = new Uint16Array(1 << 14)
  #size = 0
  readonly #rowStarts: number[] = [0]
  readonly #lengths: number[] = []
  /** By term: the last row that had it, and where that entry stands. */
  #lastRow = new Int32Array(1 << 12).fill(-1)
  #lastEntry = new Int32Array(1 << 12)

  get rows(): number {
    return this.#lengths.length
  }

  addRow(terms: readonly string[]): void {
    const row = this.#lengths.length
    this.#reserve(terms.length)
    for (const term of terms) {
      const id = this.#idOf(term)
      if (this.#lastRow[id] === row) {
        const entry = this.#lastEntry[id] ?? 0
        const count = this.#counts[entry] ?? 0
        if (count < MAX_COUNT) this.#counts[entry] = count + 1
      } else {
        this.#lastRow[id] = row
        this.#lastEntry[id] = this.#size
        this.#termIds[this.#size] = id
        this.#counts[this.#size] = 1
        this.#size++
      }
    }
    this.#rowStarts.push(this.#size)
    this.#lengths.push(terms.length)
  }

  finish(): TermMatrix {
    const terms = [...this.#ids.keys()].sort()
    const sortedId = new Int32Array(terms.length)
    terms.forEach((term, position) => {
      sortedId[this.#ids.get(term) ?? 0] = position
    })
    const rows = this.#lengths.length
    const rowStarts = Uint32Array.from(this.#rowStarts)
    const termIds = new Int32Array(this.#size)
    for (let i = 0; i < this.#size; i++) termIds[i] = sortedId[this.#termIds[i] ?? 0] ?? 0
    const counts = this.#counts.slice(0, this.#size)
    const matrix = { terms, rows, rowStarts, termIds, counts, lengths: Uint32Array.from(this.#lengths) }
    const sorted = transpose(transpose(matrix, terms.length), rows)
    return { ...matrix, termIds: sorted.termIds, counts: sorted.counts }
  }

  #idOf(term: string): number {
    const known = this.#ids.get(term)
    if (known !== undefined) return known
    const id = this.#ids.size
    this.#ids.set(term, id)
    if (id >= this.#lastRow.length) {
      const lastRow = new Int32Array(this.#lastRow.length * 2).fill(-1)
      lastRow.set(this.#lastRow)
      this.#lastRow = lastRow
      const lastEntry = new Int32Array(this.#lastEntry.length * 2)
      lastEntry.set(this.#lastEntry)
      this.#lastEntry = lastEntry
    }
    return id
  }

  #reserve(entries: number): void {
    let capacity = this.#termIds.length
    if (this.#size + entries <= capacity) return
    while (this.#size + entries > capacity) capacity *= 2
    const termIds = new Int32Array(capacity)
    termIds.set(this.#termIds)
    this.#termIds = termIds
    const counts = new Uint16Array(capacity)
    counts.set(this.#counts)
    this.#counts = counts
  }
}

export interface SparseCounts {
  readonly rows: number
  readonly rowStarts: Uint32Array
  readonly termIds: Int32Array
  readonly counts: Uint16Array
}

/** Swaps rows and columns by a counting sort; the entries of a row come out in ascending order. */
export function transpose(matrix: SparseCounts, columns: number): SparseCounts {
  const { rows, rowStarts, termIds, counts } = matrix
  const starts = new Uint32Array(columns + 1)
  for (let i = 0; i < termIds.length; i++) {
    const column = (termIds[i] ?? 0) + 1
    starts[column] = (starts[column] ?? 0) + 1
  }
  for (let c = 0; c < columns; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0)
  const next = starts.slice()
  const rowsOut = new Int32Array(termIds.length)
  const countsOut = new Uint16Array(termIds.length)
  for (let row = 0; row < rows; row++) {
    const end = rowStarts[row + 1] ?? 0
    for (let i = rowStarts[row] ?? 0; i < end; i++) {
      const column = termIds[i] ?? 0
      const position = next[column] ?? 0
      next[column] = position + 1
      rowsOut[position] = row
      countsOut[position] = counts[i] ?? 0
    }
  }
  return { rows: columns, rowStarts: starts, termIds: rowsOut, counts: countsOut }
}
