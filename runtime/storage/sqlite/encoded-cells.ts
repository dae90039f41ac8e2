/**
 * Cells on their way to and from the database thread: as text, which crosses threads several times faster than the objects it is
 * made of, and which the database keeps as it is.
 */
import { hash } from 'node:crypto'
import type { CellColumns, ExperimentStore, PlacedCell } from '../../core/stores/stores.ts'
import type { Cell } from '../../core/wire/experiments.ts'
import type { Page } from '../../core/services/page.ts'

/** One entry a cell in each list. */
export interface EncodedCells {
  /** Row, variant, repetition and arm of one cell after those of another. */
  readonly places: Int32Array
  readonly statuses: readonly string[]
  /** What stands in {@link columnNames}, as JSON arrays. */
  readonly figures: readonly string[]
  /** JSON of the whole cell. */
  readonly texts: readonly string[]
}

export interface EncodedExperimentStore extends Omit<ExperimentStore, 'putCells' | 'cell' | 'cells'> {
  putCells(experiment: string, cells: EncodedCells): Promise<number>
  cell(...args: Parameters<ExperimentStore['cell']>): Promise<string | undefined>
  cells(...args: Parameters<ExperimentStore['cells']>): Promise<Page<string>>
}

/** What stands in a column of each cell, in the order of `figuresOf`. */
export const columnNames = [
  'row',
  'variant',
  'repetition',
  'arm',
  'status',
  'intent',
  'confidence',
  'margin',
  'reason',
  'outOfScope',
  'abstained',
  'alias',
  'outcome',
  'wallMs',
  'ttftMs',
  'nodeMs',
  'queueMs',
  'engineMs',
  'loadMs',
  'scores',
  'answer',
  'documents',
  'cost',
] as const satisfies readonly (keyof CellColumns)[]

const toBit = (value: boolean | null) => (value === null ? null : Number(value))

/** Short, as it is compared within one row only. */
const keyOf = (text: string) => hash('sha256', text, 'base64').slice(0, 10)

function figuresOf({ place, cell }: PlacedCell, keys: (text: string) => string): string {
  const { node, queue, engine, load } = cell.parts
  return JSON.stringify([
    place.row,
    place.variant,
    place.repetition,
    place.arm,
    cell.status,
    cell.intent,
    cell.confidence,
    cell.margin,
    cell.reason,
    toBit(cell.outOfScope),
    toBit(cell.abstained),
    cell.alias,
    cell.outcome,
    cell.wallMs,
    cell.ttftMs,
    node,
    queue,
    engine,
    load,
    cell.scores,
    keys(cell.answer),
    keys(JSON.stringify(cell.documents)),
    cell.cost ?? null,
  ])
}

export function encodeCells(cells: readonly PlacedCell[]): EncodedCells {
  const places = new Int32Array(4 * cells.length)
  const statuses: string[] = []
  const figures: string[] = []
  const texts: string[] = []
  // The variants of a row mostly say the same.
  const known = new Map<string, string>()
  const keys = (text: string): string => {
    const key = known.get(text) ?? keyOf(text)
    known.set(text, key)
    return key
  }
  cells.forEach((placed, index) => {
    const { place, cell } = placed
    places.set([place.row, place.variant, place.repetition, place.arm], 4 * index)
    statuses.push(cell.status)
    figures.push(figuresOf(placed, keys))
    texts.push(JSON.stringify(cell))
  })
  return { places, statuses, figures, texts }
}

// Written by `encodeCells` from a typed cell; not parsed again for speed.
const readCell = (text: string) => JSON.parse(text) as Cell

/** The store as the rest of the program sees it. */
export function encodeExperiments(store: EncodedExperimentStore): ExperimentStore {
  const { putCells } = store
  return {
    putCells: (experiment, cells) => putCells(experiment, encodeCells(cells)),
    cell: async (experiment, place) => {
      const text = await store.cell(experiment, place)
      return text === undefined ? undefined : readCell(text)
    },
    cells: async (experiment, query) => {
      const { items, ...page } = await store.cells(experiment, query)
      return { ...page, items: items.map(readCell) }
    },
    texts: (experiment, query) => store.texts(experiment, query),
    places: (experiment) => store.places(experiment),
    count: (experiment) => store.count(experiment),
    columns: (experiment) => store.columns(experiment),
    remove: (experiment) => store.remove(experiment),
  }
}
