/** What can be a baseline: a variant of the experiment that is whole. */
import { failure } from '../../core/errors/failure.ts'
import type { Report } from '../../core/wire/experiments.ts'

/** @throws BASELINE_UNKNOWN; BASELINE_PARTIAL while cells of it are missing */
export function checkBaseline(
  baseline: string,
  variants: readonly Pick<Report['variants'][number], 'id' | 'name' | 'cells'>[],
): void {
  const wanted = variants.find(({ id }) => id === baseline)
  if (wanted === undefined)
    throw failure('BASELINE_UNKNOWN', { baseline, variants: variants.map(({ id }) => id).join(', ') })
  if (isPartial(wanted)) throw failure('BASELINE_PARTIAL', { variant: wanted.name, ...wanted.cells })
}

export function isPartial({ cells }: Pick<Report['variants'][number], 'cells'>): boolean {
  return cells.done < cells.total
}
