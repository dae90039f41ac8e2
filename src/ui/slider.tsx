/** A number in a range, by feel; the value stands beside the label. */
import { Slider as AriaSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import field from './field.module.css'
import type { FieldTextsProps } from './field-texts.tsx'
import { FieldLabel } from './field-texts.tsx'
import styles from './slider.module.css'

export interface SliderProps extends FieldTextsProps {
  readonly value: number
  readonly onChange: (value: number) => void
  /** When the thumb is let go. */
  readonly onChangeEnd?: (value: number) => void
  readonly minValue: number
  readonly maxValue: number
  readonly step?: number
  readonly isDisabled?: boolean
  /** Not beside a field that shows the value already. */
  readonly isOutputHidden?: boolean
}

export function Slider({ label, isLabelHidden, description, error, isOutputHidden, ...rest }: SliderProps) {
  const share = (rest.value - rest.minValue) / (rest.maxValue - rest.minValue || 1)
  return (
    <div className={field['field']}>
      <AriaSlider {...rest} className={styles['slider'] ?? ''} formatOptions={{ maximumFractionDigits: 6 }}>
        <FieldLabel label={label} isLabelHidden={isLabelHidden === true} />
        {isOutputHidden === true ? null : <SliderOutput className={styles['output'] ?? ''} />}
        <SliderTrack className={styles['track'] ?? ''}>
          <div
            className={styles['fill']}
            style={{ insetInlineStart: 0, inlineSize: `${Math.min(1, Math.max(0, share)) * 100}%` }}
          />
          <SliderThumb className={joinClasses(styles['thumb'])} />
        </SliderTrack>
      </AriaSlider>
      {error === undefined ? null : <span className={field['error']}>{error}</span>}
      {error !== undefined || description === undefined ? null : (
        <span className={field['description']}>{description}</span>
      )}
    </div>
  )
}
