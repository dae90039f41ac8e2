/** What the colours and lines of a chart stand for. */
import styles from './charts.module.css'

export interface LegendEntry {
  readonly id: string
  readonly label: string
  readonly color: string
  /** Of a line; without it the entry is a filled square. */
  readonly dash?: string
}

export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className={styles['legend']}>
      {entries.map(({ id, label, color, dash }) => (
        <li key={id}>
          <svg width="20" height="10" aria-hidden="true">
            {dash === undefined ? (
              <rect x="5" width="10" height="10" rx="2" fill={color} />
            ) : (
              <line x2="20" y1="5" y2="5" stroke={color} strokeWidth="2" strokeDasharray={dash} />
            )}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}
