/** A button with words; one `primary` a view. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Button as AriaButton } from 'react-aria-components'
import styles from './button.module.css'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Spinner } from './spinner.tsx'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly isSmall?: boolean
  readonly icon?: LucideIcon
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function Button({ variant = 'secondary', isSmall, icon, className, children, ...rest }: ButtonProps) {
  const names = [styles['button'], styles[variant], isSmall === true && styles['small'], className]
  return (
    <AriaButton {...rest} className={joinClasses(...names)}>
      {rest.isPending === true ? <Spinner /> : icon === undefined ? null : <Icon icon={icon} />}
      {children}
    </AriaButton>
  )
}
