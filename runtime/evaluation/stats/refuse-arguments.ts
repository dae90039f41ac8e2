/** What statistics refuse before they compute, so that a NaN never reaches a table. */
import { failure } from '../../core/errors/failure.ts'

/** @throws STATISTIC_NOT_A_NUMBER for the first value that is NaN or infinite */
export function requireFinite(statistic: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i]))
      throw failure('STATISTIC_NOT_A_NUMBER', { statistic, position: i + 1, count: values.length })
  }
}

/** @throws STATISTIC_PAIRS_UNEQUAL, STATISTIC_NOT_A_NUMBER */
export function requirePairs(statistic: string, pairs: Pairs): void {
  const { baseline, variant } = pairs
  if (baseline.length !== variant.length)
    throw failure('STATISTIC_PAIRS_UNEQUAL', {
      statistic,
      baseline: baseline.length,
      variant: variant.length,
    })
  requireFinite(statistic, baseline)
  requireFinite(statistic, variant)
}

/** @throws STATISTIC_ARGUMENT_INVALID unless `isValid` */
export function requireArgument(
  isValid: boolean,
  about: { statistic: string; argument: string; wanted: string; given: string | number },
): void {
  if (!isValid) throw failure('STATISTIC_ARGUMENT_INVALID', about)
}

/** @throws STATISTIC_ARGUMENT_INVALID unless it lies between 0 and 1, both excluded */
export function requireConfidence(statistic: string, confidence: number): void {
  requireArgument(confidence > 0 && confidence < 1, {
    statistic,
    argument: 'confidence',
    wanted: '> 0, < 1',
    given: confidence,
  })
}

/** Two values a row, in the same order of rows. */
export interface Pairs {
  readonly baseline: ArrayLike<number>
  readonly variant: ArrayLike<number>
}

/** Variant minus baseline, pair by pair. */
export function differencesOf({ baseline, variant }: Pairs): Float64Array {
  return Float64Array.from(baseline, (value, i) => (variant[i] ?? Number.NaN) - value)
}
