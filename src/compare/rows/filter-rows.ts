/** Which rows of an experiment are worth a look: where variants disagree, where one failed, of one intent. */
import type { RowScore, ScoreTable } from '../score-table.ts'
import { rangeOf, scoreRow } from '../score-table.ts'

/** In what variants can differ on a row, a bit each. `score`: also where one failed or declined, and another did not. */
export const differenceBits = { score: 1, answer: 2, route: 4, documents: 8 } as const

export type Difference = keyof typeof differenceBits

export const differenceKinds = Object.keys(differenceBits) as readonly Difference[]

export interface RowFilter {
  /** `any`: rows with a difference of any kind. */
  readonly show: 'all' | 'any' | Difference | 'failed'
  /** Null: every intent. */
  readonly intent: string | null
  /** Rows whose id, question or label holds this, without regard to case; empty: all. */
  readonly search: string
}

export const noRowFilter: RowFilter = { show: 'all', intent: null, search: '' }

/** By row, made once for all filters. */
export interface RowFlags {
  /** {@link differenceBits} of all in which variants differ. */
  readonly differs: Uint8Array
  readonly failed: Uint8Array
  /** Position in `intents`; -1 for none. */
  readonly intent: Int32Array
  /** Expected, or where nothing is expected, what the first variant made of it. */
  readonly intents: readonly string[]
}

/** Scores closer than that are the same: repetitions are averaged in floating point. */
const tolerance = 1e-9

/** @param variants positions of those compared; an oracle among them would differ by its nature */
export function flagRows(table: ScoreTable, variants: readonly number[], metric: string): RowFlags {
  const differs = new Uint8Array(table.rowCount)
  const failed = new Uint8Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row += 1) {
    let first: RowScore | undefined
    let bits = 0
    for (const variant of variants) {
      const cell = scoreRow(table, row, variant, metric)
      if (cell.state === 'missing') continue
      if (cell.state === 'failed') failed[row] = 1
      if (first === undefined) first = cell
      else bits |= differencesOf(table, first, cell)
    }
    differs[row] = bits
  }
  return { differs, failed, ...intentsOfRows(table) }
}

function differencesOf({ scores: { columns } }: ScoreTable, a: RowScore, b: RowScore): number {
  const isOther = (column: keyof typeof columns) => columns[column][a.cell] !== columns[column][b.cell]
  let bits = 0
  if (!isSameScore(a, b)) bits |= differenceBits.score
  if (isOther('answer')) bits |= differenceBits.answer
  if (isOther('alias') || isOther('outcome') || isOther('intent')) bits |= differenceBits.route
  if (isOther('documents')) bits |= differenceBits.documents
  return bits
}

function isSameScore(a: RowScore, b: RowScore): boolean {
  if (a.state !== b.state || a.isAbstained !== b.isAbstained) return false
  if (Number.isNaN(a.score) || Number.isNaN(b.score)) return Number.isNaN(a.score) === Number.isNaN(b.score)
  return Math.abs(a.score - b.score) <= tolerance
}

/** How many rows there are with each kind of difference. */
export function countDifferences({ differs }: Pick<RowFlags, 'differs'>): Record<Difference | 'any', number> {
  const counts = { any: 0, score: 0, answer: 0, route: 0, documents: 0 }
  for (const bits of differs) {
    if (bits === 0) continue
    counts.any += 1
    for (const kind of differenceKinds) if ((bits & differenceBits[kind]) !== 0) counts[kind] += 1
  }
  return counts
}

function intentsOfRows(table: ScoreTable): Pick<RowFlags, 'intent' | 'intents'> {
  const { scores, rowCount, variantCount } = table
  const expected = scores.slices['intent']
  if (expected !== undefined) {
    return { intents: expected.values, intent: Int32Array.from(expected.byRow, (value) => value ?? -1) }
  }
  const intent = new Int32Array(rowCount).fill(-1)
  for (let row = 0; row < rowCount; row += 1) {
    for (let variant = 0; variant < variantCount && intent[row] === -1; variant += 1) {
      const { start, end } = rangeOf(table, row, variant)
      if (start < end) intent[row] = scores.columns.intent[start] ?? -1
    }
  }
  return { intents: scores.intents, intent }
}

/**
 * Positions of the rows that pass, in their order.
 *
 * @param textOf what a row is searched by; asked only while something is searched for
 */
export function filterRows(
  table: ScoreTable,
  flags: RowFlags,
  { show, intent, search }: RowFilter,
  textOf: (row: number) => string,
): Int32Array {
  const wanted = search.trim().toLowerCase()
  const intentAt = intent === null ? null : flags.intents.indexOf(intent)
  const found: number[] = []
  const bits = show === 'any' ? 0xff : show === 'all' || show === 'failed' ? null : differenceBits[show]
  for (let row = 0; row < table.rowCount; row += 1) {
    if (bits !== null && ((flags.differs[row] ?? 0) & bits) === 0) continue
    if (show === 'failed' && flags.failed[row] !== 1) continue
    if (intentAt !== null && flags.intent[row] !== intentAt) continue
    if (wanted !== '' && !textOf(row).toLowerCase().includes(wanted)) continue
    found.push(row)
  }
  return Int32Array.from(found)
}
