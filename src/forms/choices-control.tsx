/** Several texts: chosen from what is offered, or typed. Each can be taken out again. */
import { X } from 'lucide-react'
import { Button, Tag, TagGroup, TagList } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import type { Json } from '../../runtime/core/values.ts'
import type { Choice } from '../ui/choice.tsx'
import { ComboBox } from '../ui/combo-box.tsx'
import { Icon } from '../ui/icon.tsx'
import { asList } from './entries.ts'
import { FieldError } from './field-error.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'

export interface ChoicesControlProps extends ControlProps {
  /** What is offered; anything else can be typed unless `isClosed`. */
  readonly offered?: readonly Choice[]
  readonly isClosed?: boolean
}

export function ChoicesControl(props: ChoicesControlProps) {
  const { field, path, value, onChange, isClosed = false } = props
  const offered = props.offered ?? field.item?.options ?? []
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const list = asList(effectiveValue(field, value))
  const labelOf = (entry: Json) => offered.find(({ id }) => id === entry)?.label ?? String(entry)
  const add = (text: string) => {
    const entry = text.trim()
    if (entry !== '' && !list.includes(entry)) onChange([...list, entry])
  }
  return (
    <div className={styles['stack']}>
      <span className={styles['listTitle']} aria-hidden>
        {field.title}
      </span>
      {list.length === 0 ? null : (
        <TagGroup
          aria-label={field.title}
          className={styles['tags'] ?? ''}
          {...(isReadOnly
            ? {}
            : { onRemove: (keys) => onChange(list.filter((_entry, index) => !keys.has(index))) })}
        >
          <TagList className={styles['tagList'] ?? ''}>
            {list.map((entry, index) => (
              <Tag key={index} id={index} textValue={labelOf(entry)} className={styles['tag'] ?? ''}>
                {labelOf(entry)}
                {isReadOnly ? null : (
                  <Button slot="remove" className={styles['tagRemove'] ?? ''}>
                    <Icon icon={X} size={12} label={say('forms.removeNamed', { name: labelOf(entry) })} />
                  </Button>
                )}
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      <ComboBox
        label={field.title}
        isLabelHidden
        description={field.description}
        items={offered.filter(({ id }) => !list.includes(id)).map(({ id, label }) => ({ id, label }))}
        value=""
        onChange={add}
        allowsCustomValue={!isClosed}
        isEmptiedOnChange
        placeholder={say('forms.add')}
        isDisabled={isReadOnly}
      />
      <FieldError path={path} />
    </div>
  )
}
