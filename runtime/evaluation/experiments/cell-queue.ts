/** The cells that are still to be run, in the order of the plan; rows are read a few at a time. */
import type { CellPlace } from '../../core/stores/stores.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import type { ExperimentPlan } from './plan.ts'
import { drawBlock } from './plan.ts'

/** The cells of one row. */
export interface Block<Result> {
  readonly row: DatasetRow
  /** Not finished yet. */
  left: number
  readonly results: Result[]
}

export interface QueuedCell<Result> {
  readonly block: Block<Result>
  readonly place: CellPlace
  /** When in the order of the whole experiment, from 0. */
  readonly order: number
}

export interface CellQueue<Result> {
  /** The next cell, if one is at hand. */
  take(): QueuedCell<Result> | undefined
  /** Reads more rows; false when there are none. */
  refill(): Promise<boolean>
}

export interface QueueOptions {
  readonly plan: ExperimentPlan
  /** Steps of the plan: the first of them, for a warm-up. All when left out. */
  readonly steps?: number
  readonly isDue: (place: CellPlace) => boolean
  /** @param positions of rows */
  readonly readRows: (positions: readonly number[]) => Promise<readonly DatasetRow[]>
}

/** Rows read at once: at 256 KiB each at most, 8 MiB stand in memory, and as much again is on its way. */
const rowsAtOnce = 32

export function createCellQueue<Result>(options: QueueOptions): CellQueue<Result> {
  const { plan, steps = plan.order.length, isDue, readRows } = options
  let step = 0
  let cells: QueuedCell<Result>[] = []
  let next = 0
  let coming: Promise<QueuedCell<Result>[]> | undefined

  const read = async (): Promise<QueuedCell<Result>[]> => {
    const due: { row: number; cells: { place: CellPlace; order: number }[] }[] = []
    for (; step < steps && due.length < rowsAtOnce; step += 1) {
      const row = plan.order[step] ?? 0
      const first = step * plan.shapes.length
      const ofRow = drawBlock(plan, step)
        .map((shape, index) => ({ place: { row, ...shape }, order: first + index }))
        .filter(({ place }) => isDue(place))
      if (ofRow.length > 0) due.push({ row, cells: ofRow })
    }
    if (due.length === 0) return []
    const rows = await readRows(due.map(({ row }) => row))
    return due.flatMap(({ cells: ofRow }, index) => {
      const row = rows[index]
      if (row === undefined) return []
      const block: Block<Result> = { row, left: ofRow.length, results: [] }
      return ofRow.map(({ place, order }) => ({ block, place, order }))
    })
  }
  const readAhead = () => {
    coming = read()
    // Whoever refills hears of it.
    coming.catch(() => undefined)
  }

  let refilling: Promise<boolean> | undefined
  const refill = async (): Promise<boolean> => {
    if (coming === undefined) readAhead()
    const arrived = (await coming) ?? []
    cells = arrived
    next = 0
    if (arrived.length > 0) readAhead()
    return arrived.length > 0
  }
  return {
    take: () => {
      const cell = cells[next]
      if (cell !== undefined) next += 1
      return cell
    },
    refill: () => {
      if (next < cells.length) return Promise.resolve(true)
      refilling ??= refill().finally(() => {
        refilling = undefined
      })
      return refilling
    },
  }
}
