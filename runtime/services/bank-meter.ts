/**
 * The figures of banks, kept up to date as runs end. What one request told is stored with its run, in the same step; the sums
 * here are made of those rows and only ever read what came since, so that a process that dies loses none and counts none twice.
 */
import { createPacer } from '../core/pacer.ts'
import type { RunStore } from '../core/stores/stores.ts'
import type { BankMeasure, BankMetrics } from '../core/wire/bank-metrics.ts'
import type { FigureSums } from './bank-figures.ts'
import { addMeasure, emptySums, mergeSums, readFigures } from './bank-figures.ts'

export interface MetricsFilter {
  /** ISO 8601; rounded down to the hour. */
  readonly since?: string
  readonly pipeline?: string
}

export interface BankMeter {
  measure(bank: string, filter: MetricsFilter): Promise<BankMetrics>
  /** Rows were changed or removed: the sums are made anew when next asked for. */
  forget(): void
}

/** Sums of one hour, pipeline, adapter and intent. */
interface Cell {
  readonly hour: string
  readonly pipeline: string
  readonly adapter: string | null
  readonly intent: string | null
  readonly sums: FigureSums
}

interface BankSums {
  lastId: number
  readonly cells: Map<string, Cell>
  /** Reads take turns, so that no row is added twice. */
  reading: Promise<void>
}

const pageRows = 1_000

export function createBankMeter(store: RunStore): BankMeter {
  let banks = new Map<string, BankSums>()

  const catchUp = async (bank: string, known: BankSums): Promise<void> => {
    for (;;) {
      const rows = await store.measures(bank, known.lastId, pageRows)
      for (const { id, measure } of rows) {
        addMeasure(cellOf(known.cells, measure).sums, measure)
        known.lastId = id
      }
      if (rows.length < pageRows) return
    }
  }
  return {
    measure: async (bank, { since, pipeline }) => {
      const known = banks.get(bank) ?? { lastId: 0, cells: new Map(), reading: Promise.resolve() }
      banks.set(bank, known)
      known.reading = known.reading.catch(() => undefined).then(() => catchUp(bank, known))
      await known.reading
      const from = since === undefined ? null : hourOf(since)
      const cells = [...known.cells.values()].filter(
        (cell) =>
          (from === null || cell.hour >= from) && (pipeline === undefined || cell.pipeline === pipeline),
      )
      return { bank, since: from, pipeline: pipeline ?? null, ...(await summarise(cells)) }
    },
    forget: () => {
      banks = new Map()
    },
  }
}

const hourOf = (at: string): string => `${new Date(at).toISOString().slice(0, 13)}:00:00.000Z`

function cellOf(cells: Map<string, Cell>, { at, pipeline, adapter, intent }: BankMeasure): Cell {
  const hour = hourOf(at)
  const key = JSON.stringify([hour, pipeline, adapter, intent])
  const cell = cells.get(key) ?? { hour, pipeline, adapter, intent, sums: emptySums() }
  cells.set(key, cell)
  return cell
}

async function summarise(
  cells: readonly Cell[],
): Promise<Pick<BankMetrics, 'total' | 'adapters' | 'groups'>> {
  const total = emptySums()
  const adapters = new Map<string | null, FigureSums>()
  const groups = new Map<string, Pick<Cell, 'adapter' | 'intent' | 'sums'>>()
  for (const { adapter, intent, sums } of cells) {
    const key = JSON.stringify([adapter, intent])
    const group = groups.get(key) ?? { adapter, intent, sums: emptySums() }
    groups.set(key, group)
    const whole = adapters.get(adapter) ?? emptySums()
    adapters.set(adapter, whole)
    for (const into of [group.sums, whole, total]) mergeSums(into, sums)
  }
  const pacer = createPacer()
  const figures: BankMetrics['groups'] = []
  for (const { adapter, intent, sums } of groups.values()) {
    figures.push({ adapter, intent, ...readFigures(sums) })
    if (pacer.isDue()) await pacer.pause()
  }
  return {
    total: readFigures(total),
    adapters: [...adapters].map(([adapter, sums]) => ({ adapter, ...readFigures(sums) })).sort(byRequests),
    groups: figures.sort(byRequests),
  }
}

interface Served {
  readonly n: number
  readonly adapter: string | null
}

const byRequests = (a: Served, b: Served) => b.n - a.n || String(a.adapter).localeCompare(String(b.adapter))
