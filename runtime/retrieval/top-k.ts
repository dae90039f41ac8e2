/** The k best of many scores by a heap of size k. Equal scores: the lower row wins, so that every page is stable. */

export interface RankedRows {
  /** Best first. */
  readonly rows: Int32Array
  readonly scores: Float32Array
}

/** Collects rows and keeps the k best. */
export class TopRows {
  readonly #scores: Float32Array
  readonly #rows: Int32Array
  #count = 0

  constructor(limit: number) {
    this.#scores = new Float32Array(limit)
    this.#rows = new Int32Array(limit)
  }

  get isFull(): boolean {
    return this.#count === this.#rows.length
  }

  /** The score to beat; -Infinity until the heap is full. */
  get threshold(): number {
    return this.isFull && this.#count > 0 ? (this.#scores[0] ?? 0) : -Infinity
  }

  offer(row: number, score: number): void {
    if (!this.isFull) {
      this.#siftUp(row, score)
    } else if (this.#count > 0 && this.#isWorse(this.#rows[0] ?? 0, this.#scores[0] ?? 0, row, score)) {
      this.#siftDown(row, score)
    }
  }

  /** What was kept, best first. */
  toRanked(): RankedRows {
    const order = Array.from({ length: this.#count }, (_, i) => i).sort((a, b) =>
      this.#isWorse(this.#rows[a] ?? 0, this.#scores[a] ?? 0, this.#rows[b] ?? 0, this.#scores[b] ?? 0)
        ? 1
        : -1,
    )
    return {
      rows: Int32Array.from(order, (i) => this.#rows[i] ?? 0),
      scores: Float32Array.from(order, (i) => this.#scores[i] ?? 0),
    }
  }

  #isWorse(row: number, score: number, otherRow: number, otherScore: number): boolean {
    return score < otherScore || (score === otherScore && row > otherRow)
  }

  #siftUp(row: number, score: number): void {
    let child = this.#count++
    while (child > 0) {
      const parent = (child - 1) >> 1
      const parentRow = this.#rows[parent] ?? 0
      const parentScore = this.#scores[parent] ?? 0
      if (!this.#isWorse(row, score, parentRow, parentScore)) break
      this.#rows[child] = parentRow
      this.#scores[child] = parentScore
      child = parent
    }
    this.#rows[child] = row
    this.#scores[child] = score
  }

  #siftDown(row: number, score: number): void {
    const rows = this.#rows
    const scores = this.#scores
    const count = this.#count
    let parent = 0
    for (;;) {
      let child = 2 * parent + 1
      if (child >= count) break
      const right = child + 1
      if (
        right < count &&
        this.#isWorse(rows[right] ?? 0, scores[right] ?? 0, rows[child] ?? 0, scores[child] ?? 0)
      ) {
        child = right
      }
      const childRow = rows[child] ?? 0
      const childScore = scores[child] ?? 0
      if (!this.#isWorse(childRow, childScore, row, score)) break
      rows[parent] = childRow
      scores[parent] = childScore
      parent = child
    }
    rows[parent] = row
    scores[parent] = score
  }
}
