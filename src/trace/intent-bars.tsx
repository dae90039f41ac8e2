/** The probabilities of the likeliest intents as bars, with the line that the decision asked for. */
import type { IntentValue } from '../../runtime/core/values.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatScore } from '../ui/format-number.ts'
import styles from './intent-bars.module.css'

export interface IntentBarsProps {
  readonly intent: IntentValue
  /** The confidence that a router or bank asked for; null when none did. */
  readonly threshold: number | null
}

export function IntentBars({ intent, threshold }: IntentBarsProps) {
  const say = useMessages()
  const locale = useLocale()
  const { top, label, margin, outOfScope, model } = intent
  return (
    <div className={styles['intent']}>
      <table className={styles['bars']} aria-label={say('trace.intents')}>
        <tbody>
          {top.map((one) => (
            <tr key={one.label} data-chosen={one.label === label}>
              <th scope="row">{one.label}</th>
              <td className={styles['barCell']} aria-hidden>
                <div className={styles['track']}>
                  <span style={{ inlineSize: `${one.p * 100}%` }} />
                  {threshold === null ? null : (
                    <i className={styles['line']} style={{ insetInlineStart: `${threshold * 100}%` }} />
                  )}
                </div>
              </td>
              <td className={styles['number']}>{formatScore(one.p, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['note']}>
        {[
          threshold === null ? '' : say('trace.thresholdAt', { threshold: formatScore(threshold, locale) }),
          say('trace.marginIs', { margin: formatScore(margin, locale) }),
          outOfScope ? say('trace.outOfScope') : '',
          model,
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
    </div>
  )
}
