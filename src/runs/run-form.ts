/** What a pipeline asks for: the fields of its input nodes, and what is still wrong with the values given for them. */
import { z } from 'zod'
import type { InputField } from '../../nodes/io/input.ts'
import { inputFieldSchema } from '../../nodes/io/input.ts'
import { findShapeFault, jsonShapeSchema } from '../../runtime/core/node/json-shape.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json, Message } from '../../runtime/core/values.ts'
import { portValueSchemas } from '../../runtime/core/wire/values.ts'
import { resolveNode } from '../document/resolve-node.ts'
import type { Say } from '../messages/catalogue.ts'
import type { ChatTurn, RunInputs } from './run-store.ts'
import { plainAnswer } from './run-answer.ts'

const fieldsSchema = z.array(inputFieldSchema)
const messagesSchema = z.array(
  z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }),
)

/** Nodes that ask for something. */
export function isAsking({ type, muted }: NodeRecord): boolean {
  return type === 'input' && muted !== true
}

/** The fields in the order of the document; of two with one name the first. */
export function listFields(
  document: Pick<PipelineDocument, 'nodes'>,
  registry: NodeRegistry,
): readonly InputField[] {
  const fields = new Map<string, InputField>()
  for (const record of document.nodes) {
    if (!isAsking(record)) continue
    const parsed = fieldsSchema.safeParse(resolveNode(record, registry).config['fields'])
    for (const field of parsed.success ? parsed.data : []) {
      if (!fields.has(field.name)) fields.set(field.name, field)
    }
  }
  return [...fields.values()]
}

/** The title a person gave, or the name; the one that a new input node brings is said in the reader's language. */
export function labelOfField({ name, title }: InputField, say: Say): string {
  if (name === 'question' && title === 'Question') return say('runs.question')
  return title === '' ? name : title
}

/** The field that a question goes into: the one of that role, else the first required text, else the first text. */
export function questionField(fields: readonly InputField[]): InputField | undefined {
  const texts = fields.filter(({ type }) => type === 'text')
  return texts.find(({ role }) => role === 'question') ?? texts.find((field) => field.isRequired) ?? texts[0]
}

/** What is wrong with a value, as a code that the form puts into words; null when nothing is. */
export type FieldProblem = 'missing' | 'too-long' | 'not-messages' | 'wrong-type' | 'wrong-shape'

export function checkField(field: InputField, value: Json | undefined): FieldProblem | null {
  const given = value ?? field.default
  // A switch that was left alone is off.
  if (isEmpty(given)) return field.isRequired && field.type !== 'boolean' ? 'missing' : null
  switch (field.type) {
    case 'text':
      if (typeof given !== 'string') return 'wrong-type'
      return given.length > field.maxLength ? 'too-long' : null
    case 'number':
      return typeof given === 'number' && Number.isFinite(given) ? null : 'wrong-type'
    case 'boolean':
      return typeof given === 'boolean' ? null : 'wrong-type'
    case 'documents':
    case 'intent':
    case 'decision':
    case 'answer':
      return portValueSchemas[field.type].safeParse(given).success ? null : 'wrong-shape'
    case 'any':
      return null
    case 'messages':
      return messagesSchema.safeParse(given).success ? null : 'not-messages'
    case 'json': {
      const { success, data: shape } = jsonShapeSchema.safeParse(field.schema ?? {})
      return success && given !== undefined && findShapeFault(shape, given) !== null ? 'wrong-shape' : null
    }
  }
}

/** The inputs of a run: what was given, without empty fields, so that defaults apply. */
export function toInputs(fields: readonly InputField[], draft: RunInputs): RunInputs {
  return Object.fromEntries(
    fields.flatMap(({ name, type, isRequired, default: initial }): [string, Json][] => {
      const isOff = type === 'boolean' && isRequired && initial === undefined
      const value = draft[name] ?? (isOff ? false : undefined)
      return value === undefined || isEmpty(value) ? [] : [[name, value]]
    }),
  )
}

export function hasProblems(fields: readonly InputField[], draft: RunInputs): boolean {
  return fields.some((field) => checkField(field, draft[field.name]) !== null)
}

/** A form filled for the next turn of a chat: the question, the conversation so far, and one id for all its turns. */
export function fillForChat(
  fields: readonly InputField[],
  draft: RunInputs,
  turns: readonly ChatTurn[],
  conversationId: string,
): RunInputs {
  const asked = questionField(fields)
  const question = asked === undefined ? undefined : draft[asked.name]
  const filled: Record<string, Json> = { ...draft }
  for (const { name, role, type } of fields) {
    if (!isEmpty(draft[name])) continue
    if (role === 'conversation' && type === 'text') filled[name] = conversationId
    if (role === 'messages' && type === 'messages' && typeof question === 'string') {
      filled[name] = conversation(turns, question).map(({ role: by, content }) => ({ role: by, content }))
    }
  }
  return filled
}

function conversation(turns: readonly ChatTurn[], question: string): Message[] {
  const before = turns
    .filter(({ view, question: asked }) => view.status === 'succeeded' && asked !== '')
    .flatMap((turn): Message[] => [
      { role: 'user', content: turn.question },
      { role: 'assistant', content: plainAnswer(turn.view) },
    ])
  return [...before, { role: 'user', content: question }]
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}
