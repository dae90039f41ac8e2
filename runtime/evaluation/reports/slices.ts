/** Groups of rows that results are broken down by: the intent, and every tag. */
import type { CollectedCells } from './collect-cells.ts'
import type { ReportRow } from './report-input.ts'
import type { VariantRows } from './variant-rows.ts'

/** The name of the slice by intent; a tag of that name gives way to it. */
export const intentSlice = 'intent'
/** How a row is named that belongs to no intent. */
export const noIntent = 'oos'

/** A tag with more values than that is an id rather than a slice. */
export const mostSliceValues = 100

export interface Slices {
  /** By name and value: positions of rows. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Int32Array>>
  /** Tags with too many values, and how many. */
  readonly skipped: ReadonlyMap<string, number>
}

/**
 * By intent each row has the expected one, or else the one that most variants predict for it, so that all variants are compared
 * over the same rows. Rows with neither are in no slice.
 */
export function sliceRows(
  rows: readonly ReportRow[],
  cells: CollectedCells,
  variants: readonly VariantRows[],
): Slices {
  const slices = new Map<string, Map<string, number[]>>()
  rows.forEach((row, position) => {
    for (const [name, value] of Object.entries(row.tags ?? {})) {
      if (name !== intentSlice) addTo(slices, name, value, position)
    }
    const intent = intentOf(row, position, cells, variants)
    if (intent !== undefined) addTo(slices, intentSlice, intent, position)
  })
  const skipped = [...slices].filter(([, values]) => values.size > mostSliceValues)
  return { rows: sortSlices(slices), skipped: new Map(skipped.map(([name, { size }]) => [name, size])) }
}

function sortSlices(slices: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>): Slices['rows'] {
  return new Map(
    [...slices]
      .filter(([, values]) => values.size <= mostSliceValues)
      .sort(([a], [b]) => orderOf(a, b))
      .map(([name, values]) => [
        name,
        new Map(
          [...values]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([value, positions]) => [value, Int32Array.from(positions)]),
        ),
      ]),
  )
}

function orderOf(a: string, b: string): number {
  if (a === intentSlice || b === intentSlice) return a === intentSlice ? -1 : 1
  return a < b ? -1 : 1
}

function addTo(slices: Map<string, Map<string, number[]>>, name: string, value: string, row: number): void {
  const values = slices.get(name) ?? new Map<string, number[]>()
  slices.set(name, values)
  const positions = values.get(value)
  if (positions === undefined) values.set(value, [row])
  else positions.push(row)
}

function intentOf(
  { expected }: ReportRow,
  position: number,
  { intents }: CollectedCells,
  variants: readonly VariantRows[],
): string | undefined {
  if (expected?.intent !== undefined) return expected.intent ?? noIntent
  const votes = new Map<number, number>()
  for (const { intent } of variants) {
    const predicted = intent[position] ?? -1
    if (predicted >= 0) votes.set(predicted, (votes.get(predicted) ?? 0) + 1)
  }
  const [first] = [...votes].sort(([a, of], [b, other]) => other - of || a - b)
  return first === undefined ? undefined : intents[first[0]]
}
