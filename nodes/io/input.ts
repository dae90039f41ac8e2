/** Where a request enters: its fields are the ports, the run's form and the schema of its inputs. */
import { z } from 'zod'
import { failure } from '../../runtime/core/errors/failure.ts'
import { addFailureIssue } from '../../runtime/core/errors/schema-failure.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import '../../runtime/core/node/form-meta.ts'
import type { PortRecord, PortType } from '../../runtime/core/node/ports.ts'
import { port, portNameSchema } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'
import { portValueSchemas } from '../../runtime/core/wire/values.ts'
import { findShapeFault, jsonShapeSchema } from '../../runtime/core/node/json-shape.ts'

/** Those that a form has a field for come first; the others come along wires, and as JSON. */
const fieldTypes = [
  'text',
  'number',
  'boolean',
  'json',
  'messages',
  'documents',
  'intent',
  'decision',
  'answer',
  'any',
] as const satisfies readonly PortType[]

/** One field of the request. */
export const inputFieldSchema = z.object({
  name: portNameSchema.meta({ title: 'Name' }),
  title: z.string().max(120).default('').meta({ title: 'Label' }),
  type: z
    .enum(fieldTypes)
    .default('text')
    .meta({
      title: 'Type',
      options: {
        text: 'Text',
        number: 'Number',
        boolean: 'Yes or no',
        json: 'JSON',
        messages: 'Messages',
        documents: 'Documents',
        intent: 'Intent',
        decision: 'Decision',
        answer: 'Answer',
        any: 'Anything',
      },
    }),
  isRequired: z.boolean().default(true).meta({ title: 'Required' }),
  default: z.json().optional().meta({ title: 'Default' }),
  schema: z
    .record(z.string(), z.json())
    .superRefine((shape, context) => {
      const { error } = jsonShapeSchema.safeParse(shape)
      for (const { message, path } of error?.issues ?? []) context.addIssue({ code: 'custom', message, path })
    })
    .optional()
    .meta({
      title: 'Shape',
      description: 'What a JSON value has to look like, as JSON Schema. Without it any value will do.',
      widget: 'schema',
    }),
  maxLength: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .meta({ title: 'Longest text', unit: 'characters' }),
  role: z
    .enum(['question', 'messages', 'conversation', 'none'])
    .default('none')
    .meta({
      title: 'Role',
      options: {
        question: 'The question',
        messages: 'The messages of a chat',
        conversation: 'The conversation id',
        none: 'None',
      },
    }),
})

export type InputField = z.output<typeof inputFieldSchema>

const config = z.object({
  fields: z
    .array(inputFieldSchema)
    .min(1)
    .max(32)
    .superRefine((fields, context) => {
      fields.forEach(({ name }, index) => {
        if (fields.findIndex((field) => field.name === name) === index) return
        addFailureIssue(context, failure('FIELD_NAME_TAKEN', { name }), [index, 'name'])
      })
    })
    .default([
      {
        name: 'question',
        title: 'Question',
        type: 'text',
        isRequired: true,
        maxLength: 20_000,
        role: 'question',
      },
    ])
    .meta({ title: 'Fields', description: 'Each field is a port and a part of the form.', widget: 'fields' }),
})

/** What a value of the types that are no JSON of its own making has to look like, and how a refusal calls that. */
const shapes = {
  messages: 'a list of messages',
  documents: 'a list of documents',
  intent: 'an intent',
  decision: 'a decision',
  answer: 'an answer',
} as const

const isShaped = (type: InputField['type']): type is keyof typeof shapes => type in shapes

/**
 * The value of one field as the request gave it. An empty field of a form was not filled in; what came along a wire is a value,
 * however empty. @throws INPUT_INVALID
 */
function readField(field: InputField, given: unknown, isWired: boolean): unknown {
  if (isWired && given === null && (field.type === 'json' || field.type === 'any')) return null
  const value = given ?? field.default
  const refuse = (reason: string) =>
    failure('INPUT_INVALID', { field: field.name, reason }, { path: `/inputs/${field.name}` })
  const isBlank = typeof value === 'string' && value.trim() === ''
  const isEmpty = value === undefined || value === null || (isBlank && !isWired)
  if (isEmpty) {
    if (field.isRequired) throw refuse('it is required and empty')
    return undefined
  }
  if (isShaped(field.type)) {
    const parsed = portValueSchemas[field.type].safeParse(value)
    if (!parsed.success) throw refuse(`it is not ${shapes[field.type]}`)
    // What came along a wire is given on as it is.
    return isWired ? value : parsed.data
  }
  const isFree = field.type === 'json' || field.type === 'any'
  if (!isFree && typeof value !== (field.type === 'text' ? 'string' : field.type)) {
    throw refuse(`it is not a ${field.type}`)
  }
  if (field.type === 'json' && field.schema !== undefined) {
    // A request is JSON, and so is a default.
    const fault = findShapeFault(jsonShapeSchema.parse(field.schema), value as Json)
    if (fault !== null) throw refuse(`its shape is wrong at ${fault.place || 'the top'}: ${fault.reason}`)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw refuse('it is not a finite number')
  if (typeof value === 'string' && value.length > field.maxLength) {
    throw refuse(`it has ${value.length} characters; the limit is ${field.maxLength}`)
  }
  return value
}

export const input = defineNode({
  type: 'input',
  version: 1,
  title: 'Input',
  category: 'io',
  summary: 'Takes the request: its fields become ports and the form.',
  config,
  inputs: {},
  outputs: ({ fields }): PortRecord =>
    Object.fromEntries(
      fields.map(({ name, title, type }) => [name, port[type](title === '' ? name : title)]),
    ),
  needs: [],
  migrations: {},
  describe: ({ fields }) => [verbatim(fields.map(({ name }) => name).join(', '))],
  run(_inputs, { fields }, { request }) {
    const names = new Set(fields.map(({ name }) => name))
    const unknown = Object.keys(request.inputs).find((name) => !names.has(name))
    if (unknown !== undefined) {
      const reason = `the pipeline has no such field; it takes ${[...names].join(', ')}`
      throw failure(
        'INPUT_INVALID',
        { field: unknown.slice(0, 64), reason },
        { path: `/inputs/${unknown.slice(0, 64)}` },
      )
    }
    return Object.fromEntries(
      fields.map((field) => [
        field.name,
        readField(field, request.inputs[field.name], request.isPart === true),
      ]),
    )
  },
})
