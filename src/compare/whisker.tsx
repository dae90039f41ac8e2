/** An interval as a line with a dot, on the scale that its column shares; a thin line marks the baseline. */
import type { Estimate } from '../../runtime/core/wire/experiments.ts'
import styles from './whisker.module.css'

export interface Scale {
  readonly low: number
  readonly high: number
}

/** Of all estimates of a column, with a margin so that no end lies at the edge. */
export function scaleOf(estimates: readonly (Estimate | null | undefined)[]): Scale {
  const known = estimates.filter((one): one is Estimate => one !== null && one !== undefined)
  const low = Math.min(...known.map((one) => one.low ?? one.value))
  const high = Math.max(...known.map((one) => one.high ?? one.value))
  const margin = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.05, 0.01)
  return { low: low - margin, high: high + margin }
}

export interface WhiskerProps {
  readonly estimate: Estimate
  readonly scale: Scale
  /** The baseline's value in this column. */
  readonly reference?: number | undefined
}

/** The figures stand beside it as text, so it is not read out. */
export function Whisker({ estimate: { value, low, high }, scale, reference }: WhiskerProps) {
  const at = (position: number) => `${((position - scale.low) / (scale.high - scale.low)) * 100}%`
  return (
    <svg className={styles['whisker']} height="12" aria-hidden="true" data-testid="whisker">
      {reference === undefined ? null : (
        <line className={styles['reference']} x1={at(reference)} x2={at(reference)} y1="0" y2="12" />
      )}
      {low === null || high === null ? null : (
        <>
          <line className={styles['line']} x1={at(low)} x2={at(high)} y1="6" y2="6" />
          <line className={styles['line']} x1={at(low)} x2={at(low)} y1="3" y2="9" />
          <line className={styles['line']} x1={at(high)} x2={at(high)} y1="3" y2="9" />
        </>
      )}
      <circle className={styles['dot']} cx={at(value)} cy="6" r="3" />
    </svg>
  )
}
