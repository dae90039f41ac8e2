/**
 * The requests of a routed variant with what every arm of its bank made of them: from an oracle, or from variants that are
 * forced to one arm each. With these any other threshold can be tried without running anything again.
 */
import type { SimulatedRequests } from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import type {
  ExperimentDefinition,
  Manifest,
  Override,
  Variant,
} from '../../../runtime/core/wire/experiments.ts'
import type { ScoreTable } from '../score-table.ts'
import { rangeOf } from '../score-table.ts'

export interface RoutedVariant {
  readonly variant: Variant
  readonly bank: string
  /** The variants whose cells hold the arms. */
  readonly sources: readonly Variant[]
  /** They hold the base model's answers and those of every alias of the bank: without one of them nothing can be tried. */
  readonly isComplete: boolean
}

/** Every variant that routes by a bank, with the variants that ran the bank's arms on the same pipeline. */
export function findRouted(definition: ExperimentDefinition, manifest: Manifest): RoutedVariant[] {
  return definition.variants.flatMap((variant) => {
    if (variant.oracle !== undefined) return []
    const banks = Object.entries(manifest.variants[variant.id]?.banks ?? {})
    return banks
      .filter(([bank]) => variant.force[bank] === undefined)
      .map(([bank, aliases]) => {
        const sources = definition.variants.filter(
          (source) =>
            (source.oracle === bank || source.force[bank] !== undefined) &&
            isSameWork(variant, source, manifest),
        )
        const held = new Set(sources.flatMap((source) => armsOf(source, bank, manifest)))
        const isComplete = [null, ...Object.keys(aliases)].every((arm) => held.has(arm))
        return { variant, bank, sources, isComplete }
      })
  })
}

function armsOf(source: Variant, bank: string, { variants }: Manifest): readonly (string | null)[] {
  return source.oracle === bank ? (variants[source.id]?.arms ?? []) : [source.force[bank] ?? null]
}

/** Whether an arm would answer the same there as here: the same revision, and no other setting that differs. */
function isSameWork(a: Variant, b: Variant, { variants }: Manifest): boolean {
  return (
    a.pipeline === b.pipeline &&
    variants[a.id]?.revision === variants[b.id]?.revision &&
    otherSettings(a) === otherSettings(b) &&
    JSON.stringify(a.adapters) === JSON.stringify(b.adapters)
  )
}

/** What only moves requests from one arm to another does not change what an arm answers. */
const routingSettings = new Set([
  'config.threshold',
  'config.margin',
  'config.routes',
  'config.outOfScope',
  'config.belowThreshold',
])

function otherSettings({ overrides }: Variant): string {
  const text = ({ node, path, value }: Override) => `${node} ${path} ${JSON.stringify(value)}`
  return overrides
    .filter(({ path }) => !routingSettings.has(path))
    .map(text)
    .sort()
    .join('\n')
}

/** @param metric the primary metric */
export function collectRequests(
  table: ScoreTable,
  { variant, bank, sources }: RoutedVariant,
  metric: string,
): SimulatedRequests {
  const { scores, rowCount } = table
  const { columns } = scores
  const routedAt = scores.variants.indexOf(variant.id)
  const cells: number[] = []
  const places: { readonly row: number; readonly repetition: number }[] = []
  for (let row = 0; row < rowCount; row += 1) {
    const { start, end } = rangeOf(table, row, routedAt)
    for (let cell = start; cell < end; cell += 1) {
      cells.push(cell)
      places.push({ row, repetition: columns.repetition[cell] ?? 0 })
    }
  }
  const numbers = (column: (typeof columns)['confidence'], none: number) =>
    Float64Array.from(cells, (cell) => column[cell] ?? none)
  return {
    intent: cells.map((cell) => scores.intents[columns.intent[cell] ?? -1] ?? null),
    confidence: numbers(columns.confidence, 0),
    margin: numbers(columns.margin, 0),
    outOfScope: Uint8Array.from(cells, (cell) => columns.outOfScope[cell] ?? 0),
    arms: collectArms(table, bank, sources, metric, places),
  }
}

interface MutableArm {
  readonly quality: Float64Array
  readonly latencyMs: Float64Array
}

function collectArms(
  table: ScoreTable,
  bank: string,
  sources: readonly Variant[],
  metric: string,
  places: readonly { readonly row: number; readonly repetition: number }[],
): Map<string | null, MutableArm> {
  const { scores } = table
  const { columns, arms: armNames, statuses } = scores
  const succeeded = statuses.indexOf('succeeded')
  const failed = statuses.indexOf('failed')
  const values = scores.scores[metric]
  const arms = new Map<string | null, MutableArm>()
  const armOf = (name: string | null) => {
    const known = arms.get(name)
    if (known !== undefined) return known
    const made = {
      quality: new Float64Array(places.length).fill(NaN),
      latencyMs: new Float64Array(places.length).fill(NaN),
    }
    arms.set(name, made)
    return made
  }
  for (const source of sources) {
    const at = scores.variants.indexOf(source.id)
    const forced = source.force[bank]
    places.forEach(({ row, repetition }, request) => {
      const { start, end } = rangeOf(table, row, at)
      for (let cell = start; cell < end; cell += 1) {
        if (columns.repetition[cell] !== repetition) continue
        const name = source.oracle === bank ? (armNames[columns.arm[cell] ?? -1] ?? null) : (forced ?? null)
        const arm = armOf(name)
        if (!Number.isNaN(arm.quality[request] ?? NaN)) continue
        // What failed gave no answer: it scores 0, and failing fast is not being fast.
        arm.quality[request] = columns.status[cell] === succeeded ? (values?.[cell] ?? NaN) : 0
        arm.latencyMs[request] = columns.status[cell] === failed ? NaN : (columns.wallMs[cell] ?? NaN)
      }
    })
  }
  return arms
}
