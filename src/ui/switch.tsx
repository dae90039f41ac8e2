/** On or off, at once. */
import { Switch as AriaSwitch } from 'react-aria-components'
import field from './field.module.css'
import styles from './switch.module.css'

export interface SwitchProps {
  readonly label: string
  readonly description?: string
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
}

export function Switch({ label, description, ...rest }: SwitchProps) {
  return (
    <div className={field['field']}>
      <AriaSwitch {...rest} className={styles['switch'] ?? ''}>
        <span className={styles['track']} />
        {label}
      </AriaSwitch>
      {description === undefined ? null : <span className={field['description']}>{description}</span>}
    </div>
  )
}
