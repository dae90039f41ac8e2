/** A button that is only a sign; its name is read out and shown as a tip. */
import type { LucideIcon } from 'lucide-react'
import type { ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Button as AriaButton } from 'react-aria-components'
import styles from './button.module.css'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'children' | 'style' | 'aria-label'
> {
  readonly label: string
  readonly icon: LucideIcon
  /** Keys that do the same, shown in the tip. */
  readonly shortcut?: string
  readonly isSmall?: boolean
  readonly isToggled?: boolean
  readonly className?: string | undefined
}

export function IconButton({
  label,
  icon,
  shortcut,
  isSmall,
  isToggled,
  className,
  ...rest
}: IconButtonProps) {
  const names = [
    styles['button'],
    styles['quiet'],
    styles['icon'],
    isSmall === true && styles['small'],
    className,
  ]
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <AriaButton
        {...rest}
        {...(isToggled === undefined ? {} : { 'aria-pressed': isToggled })}
        aria-label={label}
        className={joinClasses(...names)}
      >
        <Icon icon={icon} />
      </AriaButton>
    </Tooltip>
  )
}
