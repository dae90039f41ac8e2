/** What an experiment has measured, as pages, grids, charts and tables read it. */
import { createKeeper } from '../core/recently-used.ts'
import type { CellTexts } from '../core/stores/stores.ts'
import type { ExperimentService } from '../core/services/experiments.ts'
import type { Cell, ExperimentSummary, Report } from '../core/wire/experiments.ts'
import { buildHere } from '../evaluation/reports/report-building.ts'
import type { ExperimentContext } from './experiments.ts'
import { toScores } from './experiment-scores.ts'

// Written by the store from typed cells; not parsed again for speed.
const readCell = (text: string) => JSON.parse(text) as Cell

type ResultMethods = Pick<ExperimentService, 'cells' | 'rows' | 'scores' | 'readCells' | 'report'>

const pageCells = 100
const cellsAtOnce = 1_000

export function createResultMethods(
  context: ExperimentContext,
  get: (id: string) => Promise<ExperimentSummary>,
): ResultMethods {
  const { records, stores } = context
  const { rows } = records
  /** While one batch is worked on, the next is read. */
  const readTexts = async function* (id: string): AsyncGenerator<readonly string[]> {
    const read = (after?: string) =>
      stores.experiments.texts(id, { limit: cellsAtOnce, ...(after === undefined ? {} : { after }) })
    for (let coming: ReturnType<typeof read> | undefined = read(); coming !== undefined;) {
      const { items, next }: CellTexts = await coming
      coming = next === undefined ? undefined : read(next)
      // Whoever awaits it hears of it; a reader that goes away does not.
      coming?.catch(() => undefined)
      if (items.length > 0) yield items
    }
  }
  const readCells: ExperimentService['readCells'] = async function* (id) {
    await records.get(id)
    for await (const texts of readTexts(id)) yield texts.map(readCell)
  }
  /** Old runs are removed to keep the store bounded: a cell names none that is gone. */
  const withStoredTrace = async (cell: Cell): Promise<Cell> =>
    cell.runId === null || (await stores.runs.get(cell.runId)) !== undefined ? cell : { ...cell, runId: null }
  return {
    rows,
    readCells,
    cells: async (id, { after, limit = pageCells, row, variant }) => {
      const { record } = await records.get(id)
      const place = {
        ...(row === undefined ? {} : { row: (await rows(id)).findIndex((pinned) => pinned.id === row) }),
        ...(variant === undefined
          ? {}
          : { variant: record.definition.variants.findIndex((one) => one.id === variant) }),
      }
      const page = await stores.experiments.cells(id, {
        limit,
        ...(after === undefined ? {} : { after }),
        ...place,
      })
      return { ...page, items: await Promise.all(page.items.map(withStoredTrace)) }
    },
    scores: async (id) => {
      const { record } = await records.get(id)
      const columns = await stores.experiments.columns(id)
      const variants = record.definition.variants.map(({ id: variant }) => ({
        id: variant,
        arms: record.manifest?.variants[variant]?.arms ?? [],
      }))
      return toScores(columns, await rows(id), variants)
    },
    report: createReports(context, get, async (experiment, baseline) => {
      const { id } = experiment
      const frame = { experiment, rows: await rows(id), ...(baseline === undefined ? {} : { baseline }) }
      const building = (context.openReport ?? buildHere)(frame)
      try {
        for await (const texts of readTexts(id)) await building.add(texts)
        return await building.finish()
      } finally {
        building.drop()
      }
    }),
  }
}

/** Reports of the experiments looked at last. */
const keptReports = 8

/** The same as long as nothing is added to an experiment that rests. */
export function stateKey({ id, createdAt, finishedAt, state, cells }: ExperimentSummary): string {
  return [id, createdAt, finishedAt, state, cells.done].join(' ')
}

/** The resampling of a large table takes seconds: while nothing is added to an experiment, it is done once for each baseline. */
function createReports(
  { live }: ExperimentContext,
  get: (id: string) => Promise<ExperimentSummary>,
  build: (experiment: ExperimentSummary, baseline?: string) => Promise<Report>,
): ExperimentService['report'] {
  const keep = createKeeper<Report>(keptReports)
  return async (id, baseline) => {
    const experiment = await get(id)
    return live.has(id)
      ? build(experiment, baseline)
      : keep(`${stateKey(experiment)} ${baseline ?? ''}`, () => build(experiment, baseline))
  }
}
