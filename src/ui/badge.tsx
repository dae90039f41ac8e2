import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'

export type Tone = 'neutral' | 'clear' | 'caution' | 'danger' | 'accent'

/** A state in a word; the tone says it again, never alone. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span className={joinClasses(styles['badge'], tone !== 'neutral' && styles[tone])}>
      {icon === undefined ? null : <Icon icon={icon} size={12} />}
      {children}
    </span>
  )
}
