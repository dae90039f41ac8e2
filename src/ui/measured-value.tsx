/** A figure that was measured: its value, its interval drawn and written, and on how many cases it rests. */
import type { Measured } from '../../runtime/core/wire/bank-metrics.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatCount, formatInterval } from './format-number.ts'
import styles from './measured-value.module.css'

export interface MeasuredValueProps {
  readonly measured: Measured
  /** The ends of the scale that the whisker is drawn on. @default 0 and 1 */
  readonly scale?: readonly [from: number, to: number]
}

export function MeasuredValue({ measured, scale = [0, 1] }: MeasuredValueProps) {
  const say = useMessages()
  const locale = useLocale()
  const { n, value, low, high } = measured
  const count = say('ui.n', { n: formatCount(n, locale) })
  if (n === 0) return <span className={styles['none']}>–</span>
  if (value === null || low === null || high === null) {
    return (
      <span className={styles['none']}>
        {say('ui.tooFew')} ({count})
      </span>
    )
  }
  return (
    <span className={styles['value']}>
      <span>{formatInterval(value, low, high, locale)}</span>
      <Whisker value={value} low={low} high={high} scale={scale} />
      <span className={styles['count']}>{count}</span>
    </span>
  )
}

interface WhiskerProps {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly scale: readonly [from: number, to: number]
}

/** The same figures as the text beside it, so it has no name of its own. */
function Whisker({ value, low, high, scale: [from, to] }: WhiskerProps) {
  const at = (point: number) => `${((point - from) / (to - from)) * 100}%`
  return (
    <span className={styles['scale']} aria-hidden="true">
      <span
        className={styles['interval']}
        style={{ insetInlineStart: at(low), inlineSize: `calc(${at(high)} - ${at(low)})` }}
      />
      <span className={styles['point']} style={{ insetInlineStart: at(value) }} />
    </span>
  )
}
