/** The scores of cells by metric, as all other figures of cells stand by column. */
import type { Cell } from '../wire/experiments.ts'

/** @param scores a cell each; null in a column where the cell has no score in that metric */
export function transposeScores(scores: readonly Cell['scores'][]): Record<string, (number | null)[]> {
  const columns: Record<string, (number | null)[]> = {}
  scores.forEach((ofCell, cell) => {
    for (const name in ofCell) {
      const column = (columns[name] ??= Array.from({ length: scores.length }, () => null))
      column[cell] = ofCell[name] ?? null
    }
  })
  return columns
}
