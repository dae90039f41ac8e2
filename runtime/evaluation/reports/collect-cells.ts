/** Cells into columns: one number a place, where a place is a row × repetition × arm of one variant. */
import type { ExperimentSummary } from '../../core/wire/experiments.ts'
import { abstention } from '../metrics/abstention.ts'
import { coverage } from '../metrics/coverage.ts'
import type { ReportCell, ReportRow } from './report-input.ts'

export const cellState = { missing: 0, succeeded: 1, failed: 2, timedOut: 3 } as const

const stateOf = { succeeded: cellState.succeeded, failed: cellState.failed, 'timed-out': cellState.timedOut }

/** Cells of one variant. Columns have `rows × repetitions × arms` places, arms innermost; NaN stands for no number. */
export interface VariantCells {
  readonly id: string
  /** What was run for each row: one null for an ordinary variant, aliases and null (the base model) for an oracle. */
  readonly arms: readonly (string | null)[]
  readonly state: Uint8Array
  readonly wallMs: Float64Array
  readonly ttftMs: Float64Array
  readonly nodeMs: Float64Array
  readonly queueMs: Float64Array
  readonly engineMs: Float64Array
  readonly loadMs: Float64Array
  readonly inputTokens: Float64Array
  readonly outputTokens: Float64Array
  readonly cost: Float64Array
  /** `coverage` of what was decided; NaN where nothing was. */
  readonly covered: Float64Array
  /** `abstention` of the answer; NaN where none could decline. */
  readonly abstained: Float64Array
  /** By metric. */
  readonly scores: Map<string, Float64Array>
  /** Position in {@link CollectedCells.intents}, -1 for none. */
  readonly intent: Int32Array
  readonly outputTypes: Set<string>
  /** Cells that took more than one attempt. */
  retried: number
  /** The code of the error of the first cell that failed; null where none did. */
  firstError: string | null
  /** By metric: the first reason it gave for having no number. */
  readonly faults: Map<string, string>
}

export interface CollectedCells {
  readonly rowCount: number
  readonly repetitions: number
  /** By metric: 1 for every row that some cell was asked for it, whatever came of it. */
  readonly asked: ReadonlyMap<string, Uint8Array>
  /** 1 for every row that some cell succeeded on. */
  readonly succeeded: Uint8Array
  /** In the order of the definition. */
  readonly variants: readonly VariantCells[]
  readonly intents: readonly string[]
  /** Cells of no known variant, row, repetition or arm, and cells that came twice. */
  readonly ignored: number
}

export interface CellCollector {
  /** A place is taken by the first cell that claims it. */
  add(cell: ReportCell): void
  finish(): CollectedCells
}

export function createCellCollector(
  experiment: ExperimentSummary,
  rows: readonly ReportRow[],
): CellCollector {
  const { repetitions, variants } = experiment.definition
  const rowAt = new Map(rows.map(({ id }, position) => [id, position]))
  const byId = new Map(
    variants.map(({ id }) => {
      const arms = armsOf(experiment, id)
      return [id, createVariantCells(id, arms, rows.length * repetitions * arms.length)]
    }),
  )
  const asked = new Map<string, Uint8Array>()
  const succeeded = new Uint8Array(rows.length)
  const intents = new Map<string, number>()
  let ignored = 0
  const add = (cell: ReportCell): void => {
    const variant = byId.get(cell.variant)
    const row = rowAt.get(cell.row)
    const place =
      variant === undefined || row === undefined ? undefined : findPlace(cell, variant, row, repetitions)
    if (
      variant === undefined ||
      row === undefined ||
      place === undefined ||
      variant.state[place] !== cellState.missing
    ) {
      ignored += 1
      return
    }
    putCell(variant, place, cell)
    if (cell.status === 'succeeded') succeeded[row] = 1
    for (const metric in cell.scores) askedOf(asked, metric, rows.length)[row] = 1
    if (cell.intent === null) return
    const known = intents.get(cell.intent) ?? intents.size
    intents.set(cell.intent, known)
    variant.intent[place] = known
  }
  return {
    add,
    finish: () => ({
      rowCount: rows.length,
      repetitions,
      asked,
      succeeded,
      variants: [...byId.values()],
      intents: [...intents.keys()],
      ignored,
    }),
  }
}

/** Before the manifest exists nothing has been run, and every variant counts as an ordinary one. */
function armsOf({ manifest }: ExperimentSummary, variant: string): readonly (string | null)[] {
  const arms = manifest?.variants[variant]?.arms ?? [null]
  return arms.length === 0 ? [null] : arms
}

function findPlace(
  { repetition, arm }: ReportCell,
  { arms }: VariantCells,
  row: number,
  repetitions: number,
): number | undefined {
  const armAt = arms.indexOf(arm)
  if (armAt < 0 || repetition < 0 || repetition >= repetitions) return undefined
  return (row * repetitions + repetition) * arms.length + armAt
}

function createVariantCells(id: string, arms: readonly (string | null)[], places: number): VariantCells {
  const column = () => new Float64Array(places).fill(NaN)
  return {
    id,
    arms,
    state: new Uint8Array(places),
    wallMs: column(),
    ttftMs: column(),
    nodeMs: column(),
    queueMs: column(),
    engineMs: column(),
    loadMs: column(),
    inputTokens: column(),
    outputTokens: column(),
    cost: column(),
    covered: column(),
    abstained: column(),
    scores: new Map(),
    intent: new Int32Array(places).fill(-1),
    outputTypes: new Set(),
    retried: 0,
    firstError: null,
    faults: new Map(),
  }
}

function putCell(variant: VariantCells, place: number, cell: ReportCell): void {
  variant.state[place] = stateOf[cell.status]
  variant.wallMs[place] = cell.wallMs
  variant.nodeMs[place] = cell.parts.node
  variant.queueMs[place] = cell.parts.queue
  variant.engineMs[place] = cell.parts.engine
  variant.loadMs[place] = cell.parts.load
  if (cell.ttftMs !== null) variant.ttftMs[place] = cell.ttftMs
  if (cell.tokens !== null) {
    variant.inputTokens[place] = cell.tokens.input
    variant.outputTokens[place] = cell.tokens.output
  }
  if (typeof cell.cost === 'number') variant.cost[place] = cell.cost
  const unpriced = cell.scoreFaults?.['cost']
  if (unpriced !== undefined && !variant.faults.has('cost')) variant.faults.set('cost', unpriced)
  if (cell.attempts > 1) variant.retried += 1
  if (cell.outcome !== null) variant.covered[place] = coverage(cell.outcome)
  if (cell.status !== 'succeeded') {
    variant.firstError ??= cell.error?.code ?? null
    return
  }
  variant.abstained[place] = abstention(cell.abstained)
  variant.outputTypes.add(cell.outputType)
  for (const metric in cell.scores) {
    const score = cell.scores[metric]
    if (typeof score === 'number' && Number.isFinite(score)) columnOf(variant, metric)[place] = score
    else if (!variant.faults.has(metric)) variant.faults.set(metric, cell.scoreFaults?.[metric] ?? '')
  }
}

function askedOf(asked: Map<string, Uint8Array>, metric: string, rowCount: number): Uint8Array {
  const known = asked.get(metric)
  if (known !== undefined) return known
  const column = new Uint8Array(rowCount)
  asked.set(metric, column)
  return column
}

function columnOf(variant: VariantCells, metric: string): Float64Array {
  const known = variant.scores.get(metric)
  if (known !== undefined) return known
  const column = new Float64Array(variant.state.length).fill(NaN)
  variant.scores.set(metric, column)
  return column
}
