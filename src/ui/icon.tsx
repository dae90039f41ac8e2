/** A lucide sign in our size and stroke; decoration unless it has a `label`. */
import type { LucideIcon } from 'lucide-react'

export interface IconProps {
  readonly icon: LucideIcon
  readonly size?: number
  readonly label?: string
  readonly className?: string | undefined
}

export function Icon({ icon: Sign, size = 16, label, className }: IconProps) {
  return (
    <Sign
      size={size}
      strokeWidth={1.5}
      className={className}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  )
}
