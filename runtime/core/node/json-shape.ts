/**
 * The part of JSON Schema by which a pipeline says what a JSON value has to look like: types, members, entries, choices and
 * bounds. Other keywords are refused, so that nothing is written that is not checked.
 */
import { z } from 'zod'
import type { Json } from '../values.ts'

export const shapeTypes = ['object', 'array', 'string', 'number', 'integer', 'boolean'] as const
export type ShapeType = (typeof shapeTypes)[number]

export interface JsonShape {
  /** Without it any value will do. */
  readonly type?: ShapeType | undefined
  readonly description?: string | undefined
  readonly properties?: Readonly<Record<string, JsonShape>> | undefined
  /** Names of properties that have to be there. */
  readonly required?: readonly string[] | undefined
  /** False: no other properties than those named. @default true */
  readonly additionalProperties?: boolean | undefined
  /** What each entry of an array is. */
  readonly items?: JsonShape | undefined
  readonly enum?: readonly (string | number | boolean | null)[] | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
}

const countSchema = z.int().min(0).max(1_000_000)

/** What is checked beside `type`, `description` and `enum`, by type. */
const checkedKeywords: Readonly<Record<ShapeType, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items'],
  string: ['minLength', 'maxLength'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
}
const everyType: readonly string[] = ['type', 'description', 'enum']

/** Keywords that would not be checked: of another type than the value's, or beside choices, which say all. */
function uncheckedKeywords(shape: JsonShape): string[] {
  const checked = shape.type === undefined || shape.enum !== undefined ? [] : checkedKeywords[shape.type]
  return Object.entries(shape).flatMap(([keyword, value]) =>
    value === undefined || everyType.includes(keyword) || checked.includes(keyword) ? [] : [keyword],
  )
}

/** Reads a shape. @throws ZodError by `parse` for anything that is not checked */
export const jsonShapeSchema: z.ZodType<JsonShape> = z.lazy(() =>
  z
    .strictObject({
      type: z.enum(shapeTypes).optional(),
      description: z.string().max(2_000).optional(),
      properties: z.record(z.string().min(1).max(200), jsonShapeSchema).optional(),
      required: z.array(z.string()).max(200).optional(),
      additionalProperties: z.boolean().optional(),
      items: jsonShapeSchema.optional(),
      enum: z
        .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
        .min(1)
        .max(200)
        .optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      minLength: countSchema.optional(),
      maxLength: countSchema.optional(),
    })
    .superRefine((shape, context) => {
      const keys = uncheckedKeywords(shape)
      if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: shape })
      const { type, enum: choices = [] } = shape
      choices.forEach((choice, at) => {
        if (type !== undefined && !schemaOf({ type }).safeParse(choice).success)
          context.addIssue({ code: 'invalid_value', values: [type], input: choice, path: ['enum', at] })
      })
    }),
)

/** What does not fit a shape, the first fault only; null when everything does. */
export interface ShapeFault {
  /** `address.city`, `lines.2`; empty for the value itself. */
  readonly place: string
  readonly reason: string
}

/** @returns the first place where the value does not fit, with a reason in English */
export function findShapeFault(shape: JsonShape, value: Json): ShapeFault | null {
  const { success, error } = schemaOf(shape).safeParse(value)
  const [issue] = error?.issues ?? []
  if (success || issue === undefined) return null
  return { place: issue.path.map(String).join('.'), reason: issue.message }
}

function schemaOf(shape: JsonShape): z.ZodType {
  const { type, enum: choices } = shape
  if (choices !== undefined) return z.literal([...choices])
  switch (type) {
    case undefined:
      return z.json()
    case 'object':
      return objectSchemaOf(shape)
    case 'array':
      return z.array(shape.items === undefined ? z.json() : schemaOf(shape.items))
    case 'string':
      return z
        .string()
        .min(shape.minLength ?? 0)
        .max(shape.maxLength ?? Number.MAX_SAFE_INTEGER)
    case 'number':
    case 'integer': {
      const number = type === 'integer' ? z.int() : z.number()
      return number
        .min(shape.minimum ?? Number.NEGATIVE_INFINITY)
        .max(shape.maximum ?? Number.POSITIVE_INFINITY)
    }
    case 'boolean':
      return z.boolean()
  }
}

function objectSchemaOf({
  properties = {},
  required = [],
  additionalProperties = true,
}: JsonShape): z.ZodType {
  const needed = new Set(required)
  const members = Object.fromEntries(
    [...new Set([...Object.keys(properties), ...required])].map((name) => {
      const given = Object.hasOwn(properties, name) ? properties[name] : undefined
      const member = given === undefined ? z.json() : schemaOf(given)
      return [name, needed.has(name) ? member : member.optional()]
    }),
  )
  return additionalProperties ? z.looseObject(members) : z.strictObject(members)
}
