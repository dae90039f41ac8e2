/** A small experiment for the tests of this page: base only, routed, oracle; cells drawn from a seeded generator. */
import { createRandom } from '../../runtime/core/random.ts'
import type {
  Cell,
  ExperimentDefinition,
  ExperimentScores,
  ExperimentSummary,
  Report,
} from '../../runtime/core/wire/experiments.ts'
import { experimentDefinitionSchema } from '../../runtime/core/wire/experiments.ts'

import { buildReport } from '../../runtime/evaluation/reports/build-report.ts'

const intents = ['refund', 'timetable', 'luggage', 'complaint'] as const
const arms: readonly (string | null)[] = [null, 'amounts', 'times']
const routes: Readonly<Record<string, string>> = { refund: 'amounts', timetable: 'times' }

export const fixtureDefinition: ExperimentDefinition = experimentDefinitionSchema.parse({
  name: 'Does routing pay?',
  dataset: 'questions',
  variants: [
    { id: 'base-only', name: 'Base only', pipeline: 'support-desk', force: { 'support-desk': null } },
    { id: 'routed', name: 'Routed', pipeline: 'support-desk' },
    { id: 'oracle', name: 'Oracle', pipeline: 'support-desk', oracle: 'support-desk' },
  ],
  baseline: 'base-only',
})

export interface Fixture {
  readonly summary: ExperimentSummary
  readonly cells: readonly Cell[]
  readonly scores: ExperimentScores
  readonly report: Report
}

interface FixtureOptions {
  readonly rows?: readonly string[]
  readonly seed?: number
}

export function createFixture({ rows = defaultRows, seed = 1 }: FixtureOptions = {}): Fixture {
  const random = createRandom(seed).next
  const cells: Cell[] = []
  rows.forEach((row, at) => {
    const intent = intents[at % intents.length] ?? 'refund'
    const confidence = Math.min(0.999, 0.3 + random() * 0.7)
    const scoreOf = (arm: string | null) =>
      random() < (arm === routes[intent] ? 0.85 : 0.6) ? 1 : random() * 0.4
    const byArm = new Map(
      arms.map((arm) => [arm, { f1: scoreOf(arm), wallMs: 3 + random() * 4 + (arm === null ? 0 : 0.6) }]),
    )
    const alias = confidence >= 0.5 ? (routes[intent] ?? null) : null
    const add = (variant: string, arm: string | null, alias: string | null) => {
      const { f1 = 0, wallMs = 0 } = byArm.get(alias) ?? {}
      cells.push(
        cellOf({
          variant,
          row,
          arm,
          intent,
          confidence,
          alias,
          f1,
          wallMs: wallMs + random(),
          order: cells.length,
        }),
      )
    }
    add('base-only', null, null)
    add('routed', null, alias)
    for (const arm of arms) add('oracle', arm, arm)
  })
  const summary = summaryOf(rows.length, cells.length)
  const scores = scoresOf(rows, cells)
  const labelled = rows.map((id, at) => ({
    id,
    expected: { answers: ['Within 28 days of travel'], intent: intents[at % intents.length] ?? null },
  }))
  let report: Report | undefined
  return {
    summary,
    cells,
    scores,
    get report() {
      report ??= buildReport({ experiment: summary, rows: labelled, cells })
      return report
    },
  }
}

const defaultRows = Array.from({ length: 120 }, (_, at) => `q-${at}`)

interface CellValues extends Pick<
  Cell,
  'variant' | 'row' | 'arm' | 'intent' | 'confidence' | 'alias' | 'wallMs' | 'order'
> {
  readonly f1: number
}

function cellOf({ f1, ...values }: CellValues): Cell {
  const { alias, wallMs } = values
  return {
    ...values,
    repetition: 0,
    status: 'succeeded',
    attempts: 1,
    ttftMs: wallMs * 0.8,
    parts: { node: wallMs * 0.9, queue: wallMs * 0.03, engine: wallMs * 0.05, load: wallMs * 0.02 },
    answer: f1 === 1 ? 'Within 28 days of travel' : 'Within 14 days',
    outputType: 'answer',
    abstained: false,
    margin: 0.3,
    outOfScope: false,
    adapter: alias === null ? null : `${alias}@0123456789ab`,
    outcome: alias === null ? 'base' : 'adapter',
    reason: alias === null ? 'below-threshold' : 'cleared',
    documents: alias === null ? ['fees', 'refunds'] : ['refunds', 'delays'],
    scores: { em: f1 === 1 ? 1 : 0, f1 },
    tokens: null,
    error: null,
    runId: null,
  }
}

function summaryOf(rows: number, total: number): ExperimentSummary {
  const pinned = (given: readonly (string | null)[]) => ({
    revision: 'f'.repeat(64),
    indexes: { 'support-desk': 'support-desk@1' },
    intents: { 'support-desk': 'support-desk@0123456789ab' },
    banks: { 'support-desk': { amounts: 'amounts@0123456789ab', times: 'times@0123456789ab' } },
    arms: [...given],
  })
  return {
    id: 'routing',
    definition: fixtureDefinition,
    state: 'complete',
    cells: { done: total, failed: 0, total },
    remainingMs: null,
    createdAt: '2026-01-01T10:00:00.000Z',
    finishedAt: '2026-01-01T10:01:00.000Z',
    manifest: {
      hash: 'a'.repeat(64),
      datasetVersion: 'b'.repeat(64),
      rows,
      variants: { 'base-only': pinned([null]), routed: pinned([null]), oracle: pinned(arms) },
      software: { signalbox: '0.1.0', runtime: 'node 20' },
    },
    error: null,
  }
}

/** The columns of cells, as the server gives them. */
export function scoresOf(rows: readonly string[], cells: readonly Cell[]): ExperimentScores {
  const variants = fixtureDefinition.variants.map(({ id }) => id)
  const rowAt = new Map(rows.map((row, at) => [row, at]))
  const index =
    <Value>(values: readonly Value[]) =>
    (value: Value) => {
      const at = values.indexOf(value)
      return at === -1 ? null : at
    }
  const aliases = ['amounts', 'times']
  const statuses = ['succeeded', 'failed', 'timed-out'] as const
  const column = <Value>(read: (cell: Cell) => Value) => cells.map(read)
  const numberInRow = (textOf: (cell: Cell) => string) => (cell: Cell) => {
    const ofRow = cells.filter(({ row }) => row === cell.row)
    return [...new Set(ofRow.map(textOf))].indexOf(textOf(cell))
  }
  return {
    cells: cells.length,
    rows: [...rows],
    slices: {
      intent: { values: [...intents], byRow: rows.map((_, at) => at % intents.length) },
    },
    variants,
    arms: [...arms],
    intents: [...intents],
    reasons: ['cleared', 'below-threshold'],
    aliases,
    outcomes: ['adapter', 'base'],
    statuses: [...statuses],
    columns: {
      row: column(({ row }) => rowAt.get(row) ?? null),
      variant: column(({ variant }) => index(variants)(variant)),
      repetition: column(({ repetition }) => repetition),
      arm: column(({ arm }) => index(arms)(arm)),
      status: column(({ status }) => index<string>(statuses)(status)),
      intent: column(({ intent }) => index<string | null>(intents)(intent)),
      confidence: column(({ confidence }) => confidence),
      margin: column(({ margin }) => margin),
      reason: column(({ reason }) => (reason === 'cleared' ? 0 : 1)),
      outOfScope: column(({ outOfScope }) => Number(outOfScope)),
      abstained: column(({ abstained }) => Number(abstained)),
      alias: column(({ alias }) => (alias === null ? null : index(aliases)(alias))),
      outcome: column(({ outcome }) => (outcome === 'adapter' ? 0 : 1)),
      wallMs: column(({ wallMs }) => wallMs),
      ttftMs: column(({ ttftMs }) => ttftMs),
      nodeMs: column(({ parts }) => parts.node),
      queueMs: column(({ parts }) => parts.queue),
      engineMs: column(({ parts }) => parts.engine),
      loadMs: column(({ parts }) => parts.load),
      cost: column(({ cost }) => cost ?? null),
      answer: column(numberInRow(({ answer }) => answer)),
      documents: column(numberInRow(({ documents }) => documents.join('\n'))),
    },
    scores: {
      em: column(({ scores }) => scores['em'] ?? null),
      f1: column(({ scores }) => scores['f1'] ?? null),
    },
  }
}
