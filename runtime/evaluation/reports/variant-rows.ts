/**
 * From cells to rows, by rules that no variant can gain from:
 *
 * - Repetitions of a row are averaged first, scores and times alike; a row counts once. To see tails, measure more rows rather than
 *   more repetitions.
 * - A cell that failed or ran out of time gave no answer: it scores 0 in every metric that the row is labelled for, so that
 *   failing on hard rows cannot raise a mean. A metric that the variant never gives a number for (route accuracy without a
 *   classifier) stays empty.
 * - A cell that succeeded and for which the metric gave no number is left out of that metric and counted as unscored.
 * - A cell costs what the models that were asked for it cost, also where it failed. One whose cost is not known is left out of the
 *   mean and counted as unscored. A variant has a cost as soon as one of its cells asked a model with a price.
 * - A cell that ran out of time has the latency it had when it was stopped, which is a lower bound. One that failed has none:
 *   failing fast is not being fast.
 * - An oracle has for each row the cells of its best arm by the primary metric, the first arm (base model first) among equals.
 *   With several repetitions or a sampling model this maximum is slightly optimistic.
 */
import type { LatencyParts } from '../metrics/latency-parts.ts'
import { meanLatencyParts } from '../metrics/latency-parts.ts'
import { metricTable } from '../metrics/metric-table.ts'
import { bestArm } from '../metrics/regret.ts'
import type { CollectedCells, VariantCells } from './collect-cells.ts'
import { cellState } from './collect-cells.ts'
import type { ReportRow } from './report-input.ts'

/** Rows of one variant. Columns have one place a row; NaN stands for no number. */
export interface VariantRows {
  readonly id: string
  /** Rows with a cell. */
  readonly n: number
  /** 1 for every row with a cell. */
  readonly isCounted: Uint8Array
  /** Cells, those of all arms of an oracle included. */
  readonly failed: number
  readonly timedOut: number
  readonly retried: number
  /** By metric; a metric that gave no number at all is missing. */
  readonly quality: ReadonlyMap<string, Float64Array>
  readonly unscored: ReadonlyMap<string, number>
  readonly covered: Float64Array
  readonly abstained: Float64Array
  /** Position in the collected intents of what was predicted, -1 for none. */
  readonly intent: Int32Array
  readonly latencyMs: Float64Array
  readonly ttftMs: Float64Array
  /** Means over the cells that `latencyMs` is drawn from. */
  readonly parts: LatencyParts | null
  readonly tokens: { readonly input: number; readonly output: number } | null
  /** Of 1,000 requests. */
  readonly cost: Float64Array | undefined
}

/** What a request that gave nothing is scored on: which metrics have a number for it says which apply to its row. */
const emptySample = { answer: '', intent: null, documents: [] }

/**
 * By metric: 1 for every row that is to be scored by it. Cells say so themselves; where all of a row's cells failed, its labels do.
 */
export function findApplicable(cells: CollectedCells, rows: readonly ReportRow[]): Map<string, Uint8Array> {
  const applicable = new Map([...cells.asked].map(([metric, asked]) => [metric, asked.slice()]))
  rows.forEach(({ expected }, row) => {
    if (expected === undefined || cells.succeeded[row] === 1) return
    for (const { name, score } of metricTable) {
      const rowsOfMetric = applicable.get(name)
      if (rowsOfMetric !== undefined && typeof score({ expected, ...emptySample }) === 'number')
        rowsOfMetric[row] = 1
    }
  })
  return applicable
}

interface RowRequest {
  readonly cells: VariantCells
  readonly rowCount: number
  readonly repetitions: number
  readonly applicable: ReadonlyMap<string, Uint8Array>
  readonly primaryMetric: string
}

export function toVariantRows(request: RowRequest): VariantRows {
  const { cells, rowCount, applicable } = request
  const chosen = chooseArms(request)
  const quality = new Map<string, Float64Array>()
  const unscored = new Map<string, number>()
  for (const [metric, rows] of applicable) {
    const scored = averageScores(request, metric, rows, chosen)
    if (scored.unscored > 0) unscored.set(metric, scored.unscored)
    if (scored.hasNumber) quality.set(metric, scored.values)
  }
  const places = listPlaces(request, chosen)
  const isCounted = markRows(places, request)
  const unpriced = cells.faults.has('cost') ? countMissing(cells.cost, places) : 0
  if (unpriced > 0) unscored.set('cost', unpriced)
  const timed = places.filter((place) => isTimed(cells.state[place]))
  return {
    id: cells.id,
    n: isCounted.reduce((sum, one) => sum + one, 0),
    isCounted,
    failed: countState(cells, cellState.failed),
    timedOut: countState(cells, cellState.timedOut),
    retried: cells.retried,
    quality,
    unscored,
    covered: averageColumn(request, places, coverageColumn(cells)),
    abstained: averageColumn(request, places, cells.abstained),
    intent: firstIntents(cells, places, rowCount, rowOfPlace(request)),
    latencyMs: averageColumn(request, timed, cells.wallMs),
    ttftMs: averageColumn(request, timed, cells.ttftMs),
    parts: meanLatencyParts(
      { node: cells.nodeMs, queue: cells.queueMs, engine: cells.engineMs, load: cells.loadMs },
      timed,
    ),
    tokens: averageTokens(cells, places),
    cost: hasCost(cells) ? averageColumn(request, places, cells.cost) : undefined,
  }
}

function isTimed(state: number | undefined): boolean {
  return state === cellState.succeeded || state === cellState.timedOut
}

function rowOfPlace({ cells, repetitions }: RowRequest): (place: number) => number {
  const width = repetitions * cells.arms.length
  return (place) => Math.floor(place / width)
}

/** For each row the arm whose mean of the primary metric is highest. */
function chooseArms(request: RowRequest): Int32Array {
  const { cells, rowCount, applicable, primaryMetric } = request
  const chosen = new Int32Array(rowCount)
  const rows = applicable.get(primaryMetric)
  if (cells.arms.length === 1 || rows === undefined) return chosen
  const reached = cells.arms.map(
    (_, arm) => averageScores(request, primaryMetric, rows, new Int32Array(rowCount).fill(arm)).values,
  )
  return chosen.map((first, row) => bestArm(reached.map((values) => values[row] ?? NaN)) ?? first)
}

/** Means over the repetitions of each row's chosen arm. */
function averageScores(
  { cells, rowCount, repetitions }: RowRequest,
  metric: string,
  applicable: Uint8Array,
  chosen: Int32Array,
): { values: Float64Array; unscored: number; hasNumber: boolean } {
  const values = new Float64Array(rowCount).fill(NaN)
  const scores = cells.scores.get(metric)
  const isScoring = scores !== undefined || !cells.state.includes(cellState.succeeded)
  let unscored = 0
  let hasNumber = false
  for (let row = 0; row < rowCount; row += 1) {
    if (applicable[row] !== 1) continue
    let sum = 0
    let count = 0
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const place = (row * repetitions + repetition) * cells.arms.length + (chosen[row] ?? 0)
      const state = cells.state[place]
      if (state === cellState.missing) continue
      const score = state === cellState.succeeded ? scores?.[place] : isScoring ? 0 : NaN
      if (score === undefined || Number.isNaN(score)) unscored += Number(state === cellState.succeeded)
      else {
        sum += score
        count += 1
      }
    }
    if (count === 0) continue
    values[row] = sum / count
    hasNumber = true
  }
  return { values, unscored, hasNumber }
}

/** The places of the chosen arms that hold a cell, in the order of the rows. */
function listPlaces({ cells, rowCount, repetitions }: RowRequest, chosen: Int32Array): Int32Array {
  const places = new Int32Array(rowCount * repetitions)
  let count = 0
  for (let row = 0; row < rowCount; row += 1) {
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const place = (row * repetitions + repetition) * cells.arms.length + (chosen[row] ?? 0)
      if (cells.state[place] === cellState.missing) continue
      places[count] = place
      count += 1
    }
  }
  return places.slice(0, count)
}

function markRows(places: Int32Array, request: RowRequest): Uint8Array {
  const rowOf = rowOfPlace(request)
  const marks = new Uint8Array(request.rowCount)
  for (const place of places) marks[rowOf(place)] = 1
  return marks
}

function countState({ state }: VariantCells, wanted: number): number {
  let count = 0
  for (const one of state) count += Number(one === wanted)
  return count
}

/** A cell that failed before anything was decided did not dare, if the variant decides at all. */
function coverageColumn({ covered, state }: VariantCells): Float64Array {
  if (covered.every((value) => Number.isNaN(value))) return covered
  return covered.map((value, place) =>
    Number.isNaN(value) && state[place] !== cellState.succeeded && state[place] !== cellState.missing
      ? 0
      : value,
  )
}

function averageColumn(request: RowRequest, places: Int32Array, column: Float64Array): Float64Array {
  const sums = new Float64Array(request.rowCount)
  const counts = new Int32Array(request.rowCount)
  const rowOf = rowOfPlace(request)
  for (const place of places) {
    const value = column[place] ?? NaN
    if (Number.isNaN(value)) continue
    const row = rowOf(place)
    sums[row] = (sums[row] ?? 0) + value
    counts[row] = (counts[row] ?? 0) + 1
  }
  // 0 / 0 is NaN: no number.
  return sums.map((sum, row) => sum / (counts[row] ?? 0))
}

function firstIntents(
  { intent }: VariantCells,
  places: Int32Array,
  rowCount: number,
  rowOf: (place: number) => number,
): Int32Array {
  const first = new Int32Array(rowCount).fill(-1)
  for (const place of places) {
    const row = rowOf(place)
    if (first[row] === -1) first[row] = intent[place] ?? -1
  }
  return first
}

function meanAt(column: Float64Array, places: Int32Array): number {
  let sum = 0
  for (const place of places) sum += column[place] ?? 0
  return sum / places.length
}

function countMissing(column: Float64Array, places: Int32Array): number {
  return places.reduce((count, place) => count + Number(Number.isNaN(column[place])), 0)
}

/** What asked no model counted no tokens, and costs nothing; alone it says nothing about prices. */
function hasCost({ cost, inputTokens }: VariantCells): boolean {
  return cost.some((value, place) => !Number.isNaN(value) && !Number.isNaN(inputTokens[place]))
}

/** Means a request, over the cells that counted tokens. */
function averageTokens(
  { inputTokens, outputTokens }: VariantCells,
  places: Int32Array,
): VariantRows['tokens'] {
  const counted = places.filter((place) => Number.isFinite(inputTokens[place]))
  if (counted.length === 0) return null
  return { input: meanAt(inputTokens, counted), output: meanAt(outputTokens, counted) }
}
