/** A figure that was measured: its value, its interval drawn and written, and on how many cases it rests. */
import type { Measured } from '../../runtime/core/wire/bank-metrics.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatCount, formatInterval, formatPointsInterval } from './format-number.ts'
import styles from './measured-value.module.css'

export interface MeasuredValueProps {
  readonly measured: Measured
  /** A share or quality of 0 to 1, read in points of 100, or what people gave, -1 to 1. @default share */
  readonly kind?: 'share' | 'feedback'
}

const scales = { share: [0, 1], feedback: [-1, 1] } as const

export function MeasuredValue({ measured, kind = 'share' }: MeasuredValueProps) {
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
      <span>
        {kind === 'share' ? formatPointsInterval(value, low, high) : formatInterval(value, low, high, locale)}
      </span>
      <Whisker value={value} low={low} high={high} scale={scales[kind]} />
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
