/** The properties of an object's shape as a list, and back: a list can be drawn, moved and renamed. */
import type { JsonShape, ShapeType } from '../../runtime/core/node/json-shape.ts'
import type { Json } from '../../runtime/core/values.ts'

export interface ShapeProperty {
  readonly name: string
  readonly isRequired: boolean
  readonly shape: JsonShape
}

export function listProperties({ properties = {}, required = [] }: JsonShape): readonly ShapeProperty[] {
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    shape,
    isRequired: required.includes(name),
  }))
}

export function withProperties(shape: JsonShape, list: readonly ShapeProperty[]): JsonShape {
  const { required: _old, ...rest } = shape
  const required = list.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  return {
    ...rest,
    properties: Object.fromEntries(list.map((one) => [one.name, one.shape])),
    ...(required.length === 0 ? {} : { required }),
  }
}

/** A name that no property has. */
export function newPropertyName(list: readonly ShapeProperty[]): string {
  const taken = new Set(list.map(({ name }) => name))
  for (let count = 1; ; count += 1) if (!taken.has(`property-${count}`)) return `property-${count}`
}

/** The shape as another type: what belongs to the old one only is left out. */
export function withType({ description }: JsonShape, type: ShapeType | undefined): JsonShape {
  const said = description === undefined ? {} : { description }
  switch (type) {
    case undefined:
      return said
    case 'object':
      return { type, ...said, properties: {} }
    case 'array':
      return { type, ...said, items: { type: 'string' } }
    default:
      return { type, ...said }
  }
}

/** The shape as plain JSON, without members that are not set. */
export function shapeAsJson(shape: JsonShape): Json {
  // Only what is undefined keeps a shape from being JSON, and that is dropped.
  return JSON.parse(JSON.stringify(shape)) as Json
}
