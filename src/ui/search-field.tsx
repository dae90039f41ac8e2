/** A field that narrows what is listed; Escape empties it. */
import { Search, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { SearchField as AriaSearchField, Button, Group, Input } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from './class-names.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

export interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly onSubmit?: (text: string) => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly placeholder?: string
  readonly autoFocus?: boolean
  readonly className?: string | undefined
}

export function SearchField({ label, placeholder, className, onKeyDown, ...rest }: SearchFieldProps) {
  const say = useMessages()
  return (
    <AriaSearchField {...rest} aria-label={label} className={joinClasses(styles['field'], className)}>
      <Group className={styles['control'] ?? ''}>
        <span className={joinClasses(styles['lead'], styles['leadIcon'])}>
          <Icon icon={Search} />
        </span>
        <Input
          placeholder={placeholder ?? label}
          className={joinClasses(styles['input'], styles['search'])}
          {...(onKeyDown === undefined ? {} : { onKeyDown })}
        />
        {rest.value === '' ? null : (
          <Button aria-label={say('ui.clear')} className={styles['inner'] ?? ''}>
            <Icon icon={X} size={14} />
          </Button>
        )}
      </Group>
    </AriaSearchField>
  )
}
