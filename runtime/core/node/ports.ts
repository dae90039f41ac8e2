/** Typed ports: what a node takes and gives. */
import { z } from 'zod'
import type { DecisionRecord } from '../trace/decision.ts'
import type { Answer, IntentValue, Json, Message, RetrievedDocument } from '../values.ts'

/** The TypeScript type of the value that each port type carries. */
export interface PortValueTypes {
  text: string
  messages: readonly Message[]
  documents: readonly RetrievedDocument[]
  intent: IntentValue
  decision: DecisionRecord
  answer: Answer
  number: number
  boolean: boolean
  json: Json
  any: unknown
}

export type PortType = keyof PortValueTypes

export const portTypes = [
  'text',
  'messages',
  'documents',
  'intent',
  'decision',
  'answer',
  'number',
  'boolean',
  'json',
  'any',
] as const satisfies readonly PortType[]

/** Names of ports, node ids excepted: lower case, starting with a letter. */
export const portNamePattern = /^[a-z][a-z0-9-]{0,63}$/
export const portNameSchema = z.string().regex(portNamePattern)

/**
 * One port of a node type.
 *
 * `optional`: the node still runs when the port is not wired or its edge is not taken.
 * `many`: the input takes any number of edges and its value is an array (only `merge`).
 * `eager`: with `many`, the node starts on the first value instead of waiting until every edge is resolved.
 */
export interface Port<
  Type extends PortType = PortType,
  Optional extends boolean = boolean,
  Many extends boolean = boolean,
> {
  readonly type: Type
  readonly title: string
  readonly optional: Optional
  readonly many: Many
  readonly eager?: boolean
}

export type PortRecord = Readonly<Record<string, Port>>

/** One call per kind of port, so that `run`'s parameters are inferred exactly. */
interface PortMaker<Type extends PortType> {
  (title: string): Port<Type, false, false>
  (title: string, options: { readonly optional: true }): Port<Type, true, false>
  (title: string, options: { readonly many: true; readonly eager?: boolean }): Port<Type, false, true>
}

interface PortOptions {
  readonly optional?: boolean
  readonly many?: boolean
  readonly eager?: boolean
}

function definePort<Type extends PortType>(type: Type): PortMaker<Type> {
  const make = (title: string, { optional = false, many = false, eager }: PortOptions = {}): Port<Type> => ({
    type,
    title,
    optional,
    many,
    ...(eager === undefined ? {} : { eager }),
  })
  // The overloads say which options give which port.
  return make as PortMaker<Type>
}

/** Makes ports: `port.text('Query')`, `port.intent('Intent', { optional: true })`. */
export const port = {
  text: definePort('text'),
  messages: definePort('messages'),
  documents: definePort('documents'),
  intent: definePort('intent'),
  decision: definePort('decision'),
  answer: definePort('answer'),
  number: definePort('number'),
  boolean: definePort('boolean'),
  json: definePort('json'),
  any: definePort('any'),
}

/** The value types of a port record: optional ports may be undefined, `many` ports are arrays. */
export type InputValues<Ports extends PortRecord> = {
  readonly [Name in keyof Ports]: Ports[Name] extends Port<infer Type, infer Optional, infer Many>
    ? Many extends true
      ? readonly PortValueTypes[Type][]
      : Optional extends true
        ? PortValueTypes[Type] | undefined
        : PortValueTypes[Type]
    : never
}

/** What `run` may return: a port left out is "not taken". */
export type OutputValues<Ports extends PortRecord> = {
  readonly [Name in keyof Ports]?: Ports[Name] extends Port<infer Type> ? PortValueTypes[Type] : never
}

/** Streams: only text and answer ports carry deltas. */
export function isStreamable(type: PortType): boolean {
  return type === 'text' || type === 'answer'
}

/**
 * Whether a value of `from` may travel into an input of `to`. `any` fits everything both ways; everything fits json, and of an answer
 * its text fits text: the engine passes that on.
 */
export function fitsPort(from: PortType, to: PortType): boolean {
  if (from === to || to === 'any' || from === 'any') return true
  if (to === 'json') return true
  return to === 'text' && from === 'answer'
}
