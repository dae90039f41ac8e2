/** All cells of an experiment in columns, and where the cells of a row and a variant lie among them. */
import type { ExperimentScores } from '../../runtime/core/wire/experiments.ts'

export interface ScoreTable {
  readonly scores: ExperimentScores
  readonly rowCount: number
  readonly variantCount: number
  /** First cell of each row × variant, with one place more for the end of the last. */
  readonly starts: Int32Array
}

/** One pass over the cells, which come in the order of rows, then variants. Nothing is copied: the page opens at once. */
export function createScoreTable(scores: ExperimentScores): ScoreTable {
  const { rows, variants, columns } = scores
  const places = rows.length * variants.length
  const starts = new Int32Array(places + 1)
  for (let cell = 0; cell < scores.cells; cell += 1) {
    const place = (columns.row[cell] ?? 0) * variants.length + (columns.variant[cell] ?? 0)
    starts[place + 1] = (starts[place + 1] ?? 0) + 1
  }
  for (let place = 0; place < places; place += 1) {
    starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0)
  }
  return { scores, rowCount: rows.length, variantCount: variants.length, starts }
}

/** The cells of a row and a variant: from `start` up to, without, `end`. */
export function rangeOf(
  { starts, variantCount }: ScoreTable,
  row: number,
  variant: number,
): { readonly start: number; readonly end: number } {
  const place = row * variantCount + variant
  return { start: starts[place] ?? 0, end: starts[place + 1] ?? 0 }
}

/** What one variant made of one row, its repetitions averaged; an oracle counts with its best arm. */
export interface RowScore {
  readonly state: 'missing' | 'succeeded' | 'failed'
  /** In one metric; NaN where there is none. What failed scores 0. */
  readonly score: number
  /** Of the first counted cell; null for the base model. */
  readonly alias: string | null
  readonly isAbstained: boolean
  /** The first counted cell; -1 where it is missing. */
  readonly cell: number
}

const missing: RowScore = { state: 'missing', score: NaN, alias: null, isAbstained: false, cell: -1 }

interface ArmSum {
  readonly arm: number
  readonly first: number
  sum: number
  n: number
  failed: number
}

/** @param metric NaN everywhere when it is none of the table's */
export function scoreRow(table: ScoreTable, row: number, variant: number, metric: string): RowScore {
  const { start, end } = rangeOf(table, row, variant)
  if (start === end) return missing
  const best = end - start === 1 ? sumCell(table, start, metric, []) : bestArm(table, start, end, metric)
  const { columns, arms, aliases } = table.scores
  const alias = columns.alias[best.first]
  return {
    state: best.failed > 0 ? 'failed' : 'succeeded',
    score: best.n === 0 ? NaN : best.sum / best.n,
    alias: alias === null || alias === undefined ? (arms[best.arm] ?? null) : (aliases[alias] ?? null),
    isAbstained: columns.abstained[best.first] === 1,
    cell: best.first,
  }
}

function bestArm(table: ScoreTable, start: number, end: number, metric: string): ArmSum {
  const sums: ArmSum[] = []
  for (let cell = start; cell < end; cell += 1) sumCell(table, cell, metric, sums)
  const mean = ({ sum, n }: ArmSum) => (n === 0 ? -1 : sum / n)
  return sums.reduce((best, one) => (mean(one) > mean(best) ? one : best))
}

/** Adds a cell to the sum of its arm among `sums`, which gets a new one for an arm not met before. */
function sumCell({ scores }: ScoreTable, cell: number, metric: string, sums: ArmSum[]): ArmSum {
  const { columns, statuses } = scores
  const arm = columns.arm[cell] ?? 0
  let own = sums.find((one) => one.arm === arm)
  if (own === undefined) {
    own = { arm, first: cell, sum: 0, n: 0, failed: 0 }
    sums.push(own)
  }
  const isFailed = statuses[columns.status[cell] ?? 0] !== 'succeeded'
  const value = isFailed ? 0 : (scores.scores[metric]?.[cell] ?? NaN)
  if (isFailed) own.failed += 1
  if (!Number.isNaN(value)) {
    own.sum += value
    own.n += 1
  }
  return own
}

/** The wall times of a variant's counted cells that did not fail, ascending; an oracle's are those of all its arms. */
export function sortedTimes(table: ScoreTable, variant: number): Float64Array {
  const { columns, statuses, cells } = table.scores
  const failed = statuses.indexOf('failed')
  const times = new Float64Array(cells)
  let n = 0
  for (let cell = 0; cell < cells; cell += 1) {
    const wallMs = columns.wallMs[cell]
    if (columns.variant[cell] !== variant || columns.status[cell] === failed) continue
    if (wallMs === null || wallMs === undefined) continue
    times[n] = wallMs
    n += 1
  }
  return times.slice(0, n).sort()
}
