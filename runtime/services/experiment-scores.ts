/** All cells of an experiment by column, texts as positions in short lists: what charts and the threshold slider read. */
import type { PinnedRow } from '../core/services/experiments.ts'
import type { CellColumns } from '../core/stores/stores.ts'
import type { ExperimentScores } from '../core/wire/experiments.ts'
import { cellStatuses } from '../core/wire/experiments.ts'

/** How a row is named that belongs to no intent. */
const noIntent = 'oos'

/** Cells count variants and arms by their position. */
export interface ScoredVariant {
  readonly id: string
  readonly arms: readonly (string | null)[]
}

export function toScores(
  columns: CellColumns,
  rows: readonly PinnedRow[],
  variants: readonly ScoredVariant[],
): ExperimentScores {
  const intents = createCodes()
  const reasons = createCodes()
  const aliases = createCodes()
  const outcomes = createCodes()
  const arms: (string | null)[] = [...new Set(variants.flatMap((variant) => variant.arms))].sort((a, b) =>
    (a ?? '').localeCompare(b ?? ''),
  )
  const armCodes = variants.map((variant) => variant.arms.map((arm) => arms.indexOf(arm)))
  const { row, variant, repetition, confidence, margin, outOfScope, abstained } = columns
  const { wallMs, ttftMs, nodeMs, queueMs, engineMs, loadMs, cost } = columns
  return {
    cells: row.length,
    rows: rows.map(({ id }) => id),
    slices: sliceRows(rows),
    variants: variants.map(({ id }) => id),
    arms,
    columns: {
      row,
      variant,
      repetition,
      arm: columns.arm.map((arm, cell) => armCodes[variant[cell] ?? -1]?.[arm] ?? null),
      status: columns.status.map((status) => cellStatuses.indexOf(status)),
      intent: columns.intent.map(intents.codeOf),
      confidence,
      margin,
      reason: columns.reason.map(reasons.codeOf),
      outOfScope,
      abstained,
      alias: columns.alias.map(aliases.codeOf),
      outcome: columns.outcome.map(outcomes.codeOf),
      wallMs: wallMs.map(toMicrosecond),
      ttftMs: ttftMs.map((ms) => (ms === null ? null : toMicrosecond(ms))),
      nodeMs: nodeMs.map(toMicrosecond),
      queueMs: queueMs.map(toMicrosecond),
      engineMs: engineMs.map(toMicrosecond),
      loadMs: loadMs.map(toMicrosecond),
      cost,
      answer: numberWithinRows(row, columns.answer),
      documents: numberWithinRows(row, columns.documents),
    },
    statuses: [...cellStatuses],
    intents: intents.texts,
    reasons: reasons.texts,
    aliases: aliases.texts,
    outcomes: outcomes.texts,
    scores: columns.scores,
  }
}

/** As fine as times are read: further digits are noise of the clock, and half of what would be sent. */
const toMicrosecond = (ms: number) => Math.round(ms * 1_000) / 1_000

function createCodes() {
  const codes = new Map<string, number>()
  const texts: string[] = []
  return {
    texts,
    codeOf: (text: string | null): number | null => {
      if (text === null) return null
      const known = codes.get(text)
      if (known !== undefined) return known
      codes.set(text, texts.length)
      texts.push(text)
      return texts.length - 1
    },
  }
}

/** Different keys of a row in the order in which they come: 0 for all cells where all are the same. */
function numberWithinRows(rows: readonly number[], keys: readonly string[]): number[] {
  let row: number | undefined
  let known: string[] = []
  return keys.map((key, cell) => {
    if (rows[cell] !== row) {
      row = rows[cell]
      known = [key]
      return 0
    }
    const at = known.indexOf(key)
    return at === -1 ? known.push(key) - 1 : at
  })
}

function sliceRows(rows: readonly PinnedRow[]): ExperimentScores['slices'] {
  const slices: Record<string, { codes: ReturnType<typeof createCodes>; byRow: (number | null)[] }> = {}
  rows.forEach(({ expected, tags }, position) => {
    const intent = expected?.intent
    const values = { ...tags, ...(intent === undefined ? {} : { intent: intent ?? noIntent }) }
    for (const [name, value] of Object.entries(values)) {
      const slice = (slices[name] ??= { codes: createCodes(), byRow: rows.map(() => null) })
      slice.byRow[position] = slice.codes.codeOf(value)
    }
  })
  return Object.fromEntries(
    Object.entries(slices).map(([name, { codes, byRow }]) => [name, { values: codes.texts, byRow }]),
  )
}
