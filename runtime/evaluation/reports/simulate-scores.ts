/** From the stored results of an experiment to the threshold simulation: no request is run again. */
import type { ExperimentScores } from '../../core/wire/experiments.ts'
import type { ArmResults, SimulatedRequests } from './threshold-simulation.ts'

export interface SimulatedVariants {
  /** Whose intents, confidences and scope are taken: any variant that classifies. */
  readonly routed: string
  /**
   * Where the arms' results come from: an oracle, whose cells name their arm, or by alias (null is the base model) the variant
   * that is forced to it.
   */
  readonly arms: { readonly oracle: string } | { readonly forced: ReadonlyMap<string | null, string> }
  readonly metric: string
}

/**
 * A request is one row in one repetition that the routed variant has a cell for. A cell that failed or ran out of time has quality
 * 0 on rows that the metric scores, and one that failed has no latency, as in the report.
 */
export function requestsOfScores(scores: ExperimentScores, wanted: SimulatedVariants): SimulatedRequests {
  const { columns } = scores
  const routedAt = scores.variants.indexOf(wanted.routed)
  const requestOf = new Map<string, number>()
  const cells: number[] = []
  for (let cell = 0; cell < scores.cells; cell += 1) {
    if (columns.variant[cell] !== routedAt) continue
    requestOf.set(keyOf(scores, cell), cells.length)
    cells.push(cell)
  }
  return {
    intent: cells.map((cell) => scores.intents[columns.intent[cell] ?? -1] ?? null),
    confidence: Float64Array.from(cells, (cell) => columns.confidence[cell] ?? NaN),
    margin: Float64Array.from(cells, (cell) => columns.margin[cell] ?? NaN),
    outOfScope: Uint8Array.from(cells, (cell) => columns.outOfScope[cell] ?? 0),
    arms: collectArms(scores, wanted, requestOf),
  }
}

function keyOf({ columns }: ExperimentScores, cell: number): string {
  return `${columns.row[cell]} ${columns.repetition[cell]}`
}

function collectArms(
  scores: ExperimentScores,
  { arms, metric }: SimulatedVariants,
  requestOf: ReadonlyMap<string, number>,
): ReadonlyMap<string | null, ArmResults> {
  const armOf = 'oracle' in arms ? armsOfOracle(scores, arms.oracle) : armsOfForced(scores, arms.forced)
  const isScored = scoredRows(scores, metric)
  const found = new Map<string | null, ArmResults>()
  const { columns } = scores
  for (let cell = 0; cell < scores.cells; cell += 1) {
    const arm = armOf(cell)
    const request = requestOf.get(keyOf(scores, cell))
    if (arm === undefined || request === undefined) continue
    const results = found.get(arm) ?? emptyResults(requestOf.size)
    found.set(arm, results)
    const status = scores.statuses[columns.status[cell] ?? -1]
    const score = scores.scores[metric]?.[cell]
    const lost = isScored.has(columns.row[cell] ?? -1) ? 0 : NaN
    results.quality[request] = status === 'succeeded' ? (score ?? NaN) : lost
    if (status !== 'failed') results.latencyMs[request] = columns.wallMs[cell] ?? NaN
  }
  return found
}

function emptyResults(length: number): ArmResults {
  return { quality: new Float64Array(length).fill(NaN), latencyMs: new Float64Array(length).fill(NaN) }
}

/** Of a cell, its arm; undefined for cells of other variants. */
type ArmOf = (cell: number) => string | null | undefined

function armsOfOracle({ variants, arms, columns }: ExperimentScores, oracle: string): ArmOf {
  const at = variants.indexOf(oracle)
  return (cell) => (columns.variant[cell] === at ? (arms[columns.arm[cell] ?? -1] ?? null) : undefined)
}

function armsOfForced(
  { variants, columns }: ExperimentScores,
  forced: ReadonlyMap<string | null, string>,
): ArmOf {
  const byVariant = new Map([...forced].map(([alias, variant]) => [variants.indexOf(variant), alias]))
  return (cell) => byVariant.get(columns.variant[cell] ?? -1)
}

/** Rows that some cell has a score for. */
function scoredRows({ cells, columns, scores }: ExperimentScores, metric: string): ReadonlySet<number> {
  const rows = new Set<number>()
  const column = scores[metric] ?? []
  for (let cell = 0; cell < cells; cell += 1) {
    const row = columns.row[cell]
    if (typeof column[cell] === 'number' && row != null) rows.add(row)
  }
  return rows
}
