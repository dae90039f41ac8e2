import type {
  CellColumns,
  CellPlace,
  CellQuery,
  ExperimentStore,
  PlacedCell,
} from '../../core/stores/stores.ts'
import { transposeScores } from '../../core/stores/transpose-scores.ts'

const keyOf = ({ row, variant, repetition, arm }: CellPlace) => `${row} ${variant} ${repetition} ${arm}`

const inOrder = ({ place: a }: PlacedCell, { place: b }: PlacedCell) =>
  a.row - b.row || a.variant - b.variant || a.repetition - b.repetition || a.arm - b.arm

const toBit = (value: boolean | null) => (value === null ? null : Number(value))

function toColumns(cells: readonly PlacedCell[]): CellColumns {
  return {
    row: cells.map(({ place }) => place.row),
    variant: cells.map(({ place }) => place.variant),
    repetition: cells.map(({ place }) => place.repetition),
    arm: cells.map(({ place }) => place.arm),
    status: cells.map(({ cell }) => cell.status),
    intent: cells.map(({ cell }) => cell.intent),
    confidence: cells.map(({ cell }) => cell.confidence),
    margin: cells.map(({ cell }) => cell.margin),
    reason: cells.map(({ cell }) => cell.reason),
    outOfScope: cells.map(({ cell }) => toBit(cell.outOfScope)),
    abstained: cells.map(({ cell }) => toBit(cell.abstained)),
    alias: cells.map(({ cell }) => cell.alias),
    outcome: cells.map(({ cell }) => cell.outcome),
    wallMs: cells.map(({ cell }) => cell.wallMs),
    ttftMs: cells.map(({ cell }) => cell.ttftMs),
    nodeMs: cells.map(({ cell }) => cell.parts.node),
    queueMs: cells.map(({ cell }) => cell.parts.queue),
    engineMs: cells.map(({ cell }) => cell.parts.engine),
    loadMs: cells.map(({ cell }) => cell.parts.load),
    cost: cells.map(({ cell }) => cell.cost ?? null),
    answer: cells.map(({ cell }) => cell.answer),
    documents: cells.map(({ cell }) => JSON.stringify(cell.documents)),
    scores: transposeScores(cells.map(({ cell }) => cell.scores)),
  }
}

function pageOf(all: readonly PlacedCell[], { after, limit }: Pick<CellQuery, 'after' | 'limit'>) {
  const start = after === undefined ? 0 : all.findIndex(({ place }) => keyOf(place) === after) + 1
  const items = all.slice(start, start + limit)
  const last = items.at(-1)
  return { items, next: start + limit < all.length && last !== undefined ? keyOf(last.place) : undefined }
}

interface Stored {
  readonly byKey: Map<string, PlacedCell>
  /** Sorted when first asked for after a change. */
  sorted: readonly PlacedCell[] | undefined
}

export function createExperimentStore(): ExperimentStore {
  const experiments = new Map<string, Stored>()
  const sortedOf = (experiment: string): readonly PlacedCell[] => {
    const stored = experiments.get(experiment)
    if (stored === undefined) return []
    return (stored.sorted ??= [...stored.byKey.values()].sort(inOrder))
  }
  return {
    putCells: async (experiment, cells) => {
      const stored = experiments.get(experiment) ?? {
        byKey: new Map<string, PlacedCell>(),
        sorted: undefined,
      }
      experiments.set(experiment, stored)
      stored.sorted = undefined
      const before = stored.byKey.size
      for (const placed of cells) {
        const key = keyOf(placed.place)
        if (!stored.byKey.has(key)) stored.byKey.set(key, structuredClone(placed))
      }
      return stored.byKey.size - before
    },
    cell: async (experiment, place) => experiments.get(experiment)?.byKey.get(keyOf(place))?.cell,
    cells: async (experiment, { row, variant, ...query }) => {
      const all = sortedOf(experiment).filter(
        ({ place }) =>
          (row === undefined || place.row === row) && (variant === undefined || place.variant === variant),
      )
      const { items, next } = pageOf(all, query)
      return {
        items: items.map(({ cell }) => cell),
        total: all.length,
        ...(next === undefined ? {} : { next }),
      }
    },
    texts: async (experiment, query) => {
      const { items, next } = pageOf(sortedOf(experiment), query)
      return { items: items.map(({ cell }) => JSON.stringify(cell)), ...(next === undefined ? {} : { next }) }
    },
    places: async (experiment) =>
      Int32Array.from(
        sortedOf(experiment).flatMap(({ place: { row, variant, repetition, arm } }) => [
          row,
          variant,
          repetition,
          arm,
        ]),
      ),
    count: async (experiment) => {
      const cells = sortedOf(experiment)
      return {
        done: cells.length,
        failed: cells.filter(({ cell }) => cell.status !== 'succeeded').length,
      }
    },
    columns: async (experiment) => toColumns(sortedOf(experiment)),
    remove: async (experiment) => {
      experiments.delete(experiment)
    },
  }
}
