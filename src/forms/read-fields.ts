/**
 * Reads a form from a settings schema: from its JSON Schema and `.meta` alone, so that every node type has one. What no control
 * fits is edited as JSON.
 */
import { z } from 'zod'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { FieldTexts } from '../messages/node-texts.ts'
import type { ResourceKind } from '../session/resources.ts'
import { resourceKinds } from '../session/resources.ts'
import type { ControlKind, FieldOption, FormField } from './form-field.ts'

/** The parts of JSON Schema 2020-12 that zod writes and that a form can show. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly Json[]
  readonly const?: Json
  readonly default?: Json
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly title?: string
  readonly description?: string
  readonly widget?: ControlKind
  /** Kinds that only the host program knows, such as a runnable, are typed in as text. */
  readonly resource?: string
  readonly unit?: string
  readonly step?: number
  readonly options?: Readonly<Record<string, string>>
}

/** Texts of a field in the reader's language, by path; undefined where the schema's own hold. */
export type FieldTextReader = (path: string) => FieldTexts | undefined

/** Deeper than this a form would be a maze: JSON is clearer. */
const maxDepth = 4

/** The fields of a node type, in the order of its schema. */
export function readNodeFields(definition: NodeDefinition, textsOf: FieldTextReader): readonly FormField[] {
  return readFields(definition.config, textsOf)
}

/** The fields of any object schema. */
export function readFields(schema: z.ZodObject, textsOf: FieldTextReader): readonly FormField[] {
  // zod types its JSON Schema as an open record; `Schema` names the keys that are read.
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  return readMembers(json, '', textsOf, 0)
}

function readMembers(
  schema: Schema,
  prefix: string,
  textsOf: FieldTextReader,
  depth: number,
): readonly FormField[] {
  const required = new Set(schema.required)
  return Object.entries(schema.properties ?? {}).map(([name, member]) =>
    readField(member, { name, textPath: `${prefix}${name}`, isRequired: required.has(name), textsOf, depth }),
  )
}

interface Place {
  readonly name: string
  readonly textPath: string
  readonly isRequired: boolean
  readonly textsOf: FieldTextReader
  readonly depth: number
}

function readField(given: Schema, place: Place): FormField {
  const { schema, isNullable } = withoutNull(given)
  const { name, textPath, isRequired, textsOf, depth } = place
  const texts = textsOf(textPath)
  const options = readOptions(schema, texts?.options)
  const control = chooseControl(schema, options, depth)
  const description = texts?.description ?? schema.description
  const { minimum, maximum } = schema
  const unit = texts?.unit ?? schema.unit
  return {
    name,
    textPath,
    control,
    title: texts?.title ?? schema.title ?? inWords(name),
    ...(description === undefined ? {} : { description }),
    ...(unit === undefined ? {} : { unit }),
    ...(schema.step === undefined ? {} : { step: schema.step }),
    // The bounds of a safe integer are no bounds that a person cares about.
    ...(minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? {} : { min: minimum }),
    ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? {} : { max: maximum }),
    isInteger: schema.type === 'integer',
    ...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    isRequired,
    isNullable,
    ...(options === undefined ? {} : { options }),
    ...resourceOf(schema),
    isIdentity: name === 'id' && schema.title === undefined,
    ...readInside(schema, control, place),
  }
}

/** The members of an object and the entries of lists and records. */
function readInside(
  schema: Schema,
  control: ControlKind,
  { textPath, textsOf, depth }: Place,
): Pick<FormField, 'members' | 'item'> {
  const prefix = textPath === '' ? '' : `${textPath}.`
  if (control === 'object') return { members: readMembers(schema, prefix, textsOf, depth + 1) }
  const item = control === 'record' ? schema.additionalProperties : schema.items
  if (typeof item !== 'object' || control === 'json') return {}
  const field = readField(item, { name: '', textPath, isRequired: true, textsOf: noTexts, depth: depth + 1 })
  if (field.members === undefined) return { item: field }
  return { item: { ...field, members: readMembers(withoutNull(item).schema, prefix, textsOf, depth + 1) } }
}

/** A list's own title is not that of its entries. */
const noTexts: FieldTextReader = () => undefined

function withoutNull(schema: Schema): { schema: Schema; isNullable: boolean } {
  const { anyOf, ...rest } = schema
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type: string) => type !== 'null')
    const [only] = types
    return { schema: types.length === 1 ? { ...schema, type: only } : schema, isNullable: types.length < 2 }
  }
  if (anyOf === undefined) return { schema, isNullable: false }
  const others = anyOf.filter(({ type }) => type !== 'null')
  const isNullable = others.length < anyOf.length
  const [only] = others
  return { schema: others.length === 1 ? { ...only, ...rest } : { ...rest, anyOf: others }, isNullable }
}

/** The values of an enum, of a literal, or of a union of these. */
function readOptions(
  { enum: values, const: only, anyOf, options = {} }: Schema,
  texts: Readonly<Record<string, string>> = {},
): readonly FieldOption[] | undefined {
  const name = (value: Json): FieldOption => {
    const id = String(value)
    return { id, value, label: texts[id] ?? options[id] ?? inWords(id) }
  }
  if (values !== undefined) return values.map(name)
  if (only !== undefined) return [name(only)]
  if (anyOf === undefined) return undefined
  const parts = anyOf.map((part) => readOptions({ ...part, options }, texts))
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}

function chooseControl(
  schema: Schema,
  options: readonly FieldOption[] | undefined,
  depth: number,
): ControlKind {
  if (schema.widget === 'pipeline') return 'pipeline'
  if (options !== undefined) return 'select'
  if (depth >= maxDepth && (schema.type === 'object' || schema.type === 'array')) return 'json'
  switch (schema.type) {
    case 'string':
      return chooseTextControl(schema)
    case 'number':
    case 'integer': {
      const hasRange = schema.minimum !== undefined && schema.maximum !== undefined
      return schema.widget === 'slider' && hasRange ? 'slider' : 'number'
    }
    case 'boolean':
      return 'switch'
    case 'array':
      return chooseListControl(schema, depth)
    case 'object':
      if (schema.widget === 'schema') return 'schema'
      if (schema.properties !== undefined) return 'object'
      return typeof schema.additionalProperties === 'object' ? 'record' : 'json'
    default:
      return 'json'
  }
}

const textWidgets: readonly ControlKind[] = ['multiline', 'expression', 'template', 'pipeline-field']

function resourceOf({ resource }: Schema): { readonly resource?: ResourceKind } {
  const kind = resourceKinds.find((known) => known === resource)
  return kind === undefined ? {} : { resource: kind }
}

function chooseTextControl(schema: Schema): ControlKind {
  const { widget, resource } = schema
  if (resource === 'credential') return 'credential'
  if (resourceOf(schema).resource !== undefined) return 'resource'
  return widget !== undefined && textWidgets.includes(widget) ? widget : 'text'
}

function chooseListControl({ widget, items, prefixItems }: Schema, depth: number): ControlKind {
  if (items === undefined || prefixItems !== undefined) return 'json'
  if (widget === 'rules' || widget === 'routes' || widget === 'fields') return widget
  const { schema } = withoutNull(items)
  if (schema.type === 'string') return 'choices'
  return chooseControl(schema, readOptions(schema), depth + 1) === 'json' ? 'json' : 'list'
}

/** `default-adapter` and `defaultAdapter` are "Default adapter". */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value to begin a new entry with: defaults where there are some, otherwise nothing that pretends to be an answer. */
export function blankValue(field: FormField): Json {
  if (field.default !== undefined) return field.default
  if (field.isNullable) return null
  switch (field.control) {
    case 'object':
      return Object.fromEntries(
        (field.members ?? [])
          .filter(({ isRequired, isIdentity }) => isRequired && !isIdentity)
          .map((member) => [member.name, blankValue(member)]),
      )
    case 'choices':
    case 'list':
    case 'rules':
    case 'routes':
    case 'fields':
      return []
    case 'record':
    case 'schema':
      return {}
    case 'number':
    case 'slider':
      return field.min ?? 0
    case 'switch':
      return false
    case 'select':
      return field.options?.[0]?.value ?? ''
    case 'json':
    case 'pipeline':
      return null
    case 'text':
    case 'multiline':
    case 'expression':
    case 'template':
    case 'pipeline-field':
    case 'resource':
    case 'credential':
      return ''
  }
}
