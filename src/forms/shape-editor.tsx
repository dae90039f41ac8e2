/** A JSON shape by property: name, type, required, description, choices; objects and lists hold shapes in turn. */
import type { JsonShape, ShapeType } from '../../runtime/core/node/json-shape.ts'
import { shapeTypes } from '../../runtime/core/node/json-shape.ts'
import type { Say } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ChangeValue, FormField } from './form-field.ts'
import { typingStep } from './form-field.ts'
import { ChoicesControl } from './choices-control.tsx'
import { EntryList } from './entry-list.tsx'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import { KeyField } from './object-controls.tsx'
import type { ShapeProperty } from './shape-properties.ts'
import { listProperties, newPropertyName, shapeAsJson, withProperties, withType } from './shape-properties.ts'

export interface ShapeEditorProps {
  readonly path: string
  readonly shape: JsonShape
  readonly onChange: ChangeValue
}

const typeKeys = {
  object: 'forms.shapeObject',
  array: 'forms.shapeArray',
  string: 'forms.shapeString',
  number: 'forms.shapeNumber',
  integer: 'forms.shapeInteger',
  boolean: 'forms.shapeBoolean',
} as const satisfies Record<ShapeType, string>

const sayType = (type: ShapeType | undefined, say: Say): string =>
  say(type === undefined ? 'forms.shapeAny' : typeKeys[type])

/** What the lists inside need to know of a field. */
const listField = (name: string, title: string, description?: string): FormField => ({
  name,
  textPath: name,
  control: 'list',
  title,
  ...(description === undefined ? {} : { description }),
  isInteger: false,
  isRequired: false,
  isNullable: false,
  isIdentity: false,
})

export function ShapeEditor({ path, shape, onChange }: ShapeEditorProps) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const change = (next: JsonShape, step?: string) => onChange(shapeAsJson(next), step)
  return (
    <div className={styles['shape']}>
      <Select
        label={say('forms.shapeType')}
        items={[undefined, ...shapeTypes].map((type) => ({ id: type ?? 'any', label: sayType(type, say) }))}
        value={shape.type ?? 'any'}
        isDisabled={isReadOnly}
        onChange={(id) =>
          change(
            withType(
              shape,
              shapeTypes.find((type) => type === id),
            ),
          )
        }
      />
      <TextField
        label={say('forms.shapeDescription')}
        value={shape.description ?? ''}
        isReadOnly={isReadOnly}
        autoComplete="off"
        onChange={(text) =>
          change(
            { ...shape, description: text === '' ? undefined : text },
            typingStep(`${path}/description`, text),
          )
        }
      />
      {shape.type === 'string' ? <Choices path={path} shape={shape} onChange={change} /> : null}
      {shape.type === 'object' ? <Properties path={path} shape={shape} onChange={change} /> : null}
      {shape.type === 'array' ? (
        <fieldset className={styles['group']}>
          <legend className={styles['groupTitle']}>{say('forms.shapeItems')}</legend>
          <ShapeEditor
            path={`${path}/items`}
            shape={shape.items ?? {}}
            // What an editor reports is a shape.
            onChange={(items, step) => change({ ...shape, items: items as JsonShape }, step)}
          />
        </fieldset>
      ) : null}
    </div>
  )
}

interface PartProps {
  readonly path: string
  readonly shape: JsonShape
  readonly onChange: (shape: JsonShape, step?: string) => void
}

function Choices({ path, shape, onChange }: PartProps) {
  const say = useMessages()
  return (
    <ChoicesControl
      field={listField('enum', say('forms.shapeChoices'), say('forms.shapeChoicesHelp'))}
      path={`${path}/enum`}
      value={shape.enum === undefined ? [] : [...shape.enum]}
      onChange={(next) => {
        const texts = Array.isArray(next) ? next.map(String) : []
        onChange({ ...shape, enum: texts.length === 0 ? undefined : texts })
      }}
    />
  )
}

function Properties({ path, shape, onChange }: PartProps) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const list = listProperties(shape)
  const put = (next: readonly ShapeProperty[], step?: string) => onChange(withProperties(shape, next), step)
  const names = list.map(({ name }) => name)
  return (
    <>
      <EntryList
        field={listField('properties', say('forms.shapeProperties'))}
        path={`${path}/properties`}
        entries={list.map(asEntry)}
        // The entries are those of `list`, in another order or fewer, or the one made below.
        onChange={(next) => put((next ?? []) as unknown as readonly ShapeProperty[])}
        keyOf={(_entry, index) => String(index)}
        titleOf={(_entry, index) => list[index]?.name ?? ''}
        summaryOf={(_entry, index) => summaryOf(list[index], say)}
        makeEntry={() =>
          asEntry({ name: newPropertyName(list), isRequired: false, shape: { type: 'string' } })
        }
        addLabel={say('forms.addProperty')}
        renderEntry={(_entry, index) => {
          const property = list[index]
          if (property === undefined) return null
          const set = (next: ShapeProperty, step?: string) =>
            put(
              list.map((one, at) => (at === index ? next : one)),
              step,
            )
          return (
            <>
              <KeyField
                path={`${path}/properties/${property.name} (key)`}
                name={property.name}
                taken={names}
                onRename={(name) => set({ ...property, name })}
              />
              <Switch
                label={say('forms.shapeRequired')}
                isSelected={property.isRequired}
                isDisabled={isReadOnly}
                onChange={(isRequired) => set({ ...property, isRequired })}
              />
              <ShapeEditor
                path={`${path}/properties/${property.name}`}
                shape={property.shape}
                // What an editor reports is a shape.
                onChange={(next, step) => set({ ...property, shape: next as JsonShape }, step)}
              />
            </>
          )
        }}
      />
      <Switch
        label={say('forms.shapeOthers')}
        isSelected={shape.additionalProperties !== false}
        isDisabled={isReadOnly}
        onChange={(isOpen) => onChange({ ...shape, additionalProperties: isOpen ? undefined : false })}
      />
    </>
  )
}

const asEntry = ({ name, isRequired, shape }: ShapeProperty) => ({
  name,
  isRequired,
  shape: shapeAsJson(shape),
})

/** `Whole number · Required` */
function summaryOf(property: ShapeProperty | undefined, say: Say): string | undefined {
  if (property === undefined) return undefined
  return [sayType(property.shape.type, say), property.isRequired ? say('forms.shapeRequired') : '']
    .filter((part) => part !== '')
    .join(' · ')
}
