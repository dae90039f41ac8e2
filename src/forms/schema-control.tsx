/** What a JSON value has to look like: built by property, or written as JSON Schema. What a builder cannot show stays text. */
import { List, Plus, Text, X } from 'lucide-react'
import { Suspense, useState } from 'react'
import { jsonShapeSchema } from '../../runtime/core/node/json-shape.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import type { ControlProps } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { SchemaTextField } from './schema-text-field.tsx'

const ShapeEditor = lazyComponent(async () => (await import('./shape-editor.tsx')).ShapeEditor)

export function SchemaControl(props: ControlProps) {
  const { field, path, value, onChange } = props
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const [isTextAsked, setIsTextAsked] = useState(false)
  const shape = value === undefined ? undefined : jsonShapeSchema.safeParse(value).data
  if (value === undefined && !isTextAsked) {
    return (
      <div className={styles['stack']} role="group" aria-label={field.title}>
        <span className={styles['listTitle']}>{field.title}</span>
        <span className={styles['help']}>{field.description}</span>
        <div>
          <Button
            isSmall
            icon={Plus}
            isDisabled={isReadOnly}
            onPress={() => onChange({ type: 'object', properties: {} })}
          >
            {say('forms.shapeSet')}
          </Button>
        </div>
      </div>
    )
  }
  const isText = isTextAsked || shape === undefined
  return (
    <div className={styles['stack']} role="group" aria-label={field.title}>
      {isText ? (
        <SchemaTextField {...props} />
      ) : (
        <>
          <span className={styles['listTitle']}>{field.title}</span>
          <span className={styles['help']}>{field.description}</span>
          <Suspense fallback={null}>
            <ShapeEditor path={path} shape={shape} onChange={onChange} />
          </Suspense>
        </>
      )}
      <div className={styles['listTools']}>
        <Button
          isSmall
          variant="quiet"
          icon={isText ? List : Text}
          isDisabled={isText && value !== undefined && shape === undefined}
          onPress={() => setIsTextAsked(!isText)}
        >
          {say(isText ? 'forms.asList' : 'forms.asText')}
        </Button>
        <Button
          isSmall
          variant="quiet"
          icon={X}
          isDisabled={isReadOnly}
          onPress={() => {
            setIsTextAsked(false)
            onChange(undefined)
          }}
        >
          {say('forms.clear')}
        </Button>
      </div>
    </div>
  )
}
