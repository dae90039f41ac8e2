/** A button of the browser's own, for what has to work where the code of controls could not be fetched. */
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'

export interface PlainButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  readonly variant?: 'secondary' | 'quiet'
  readonly isSmall?: boolean
  /** Without children the button is a sign only, which needs an `aria-label`. */
  readonly icon?: LucideIcon
}

export function PlainButton({ variant, isSmall, icon, children, ...rest }: PlainButtonProps) {
  const isSign = children === undefined
  const names = [
    styles['button'],
    styles['plain'],
    styles[variant ?? (isSign ? 'quiet' : 'secondary')],
    isSign && styles['icon'],
    isSmall === true && styles['small'],
  ]
  return (
    <button {...rest} type="button" className={joinClasses(...names)}>
      {icon === undefined ? null : <Icon icon={icon} />}
      {children}
    </button>
  )
}
