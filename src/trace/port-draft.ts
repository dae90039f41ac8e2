/** What a person types for one output port, and the value it stands for once it fits the port. */
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { Json } from '../../runtime/core/values.ts'
import { portValueSchemas } from '../../runtime/core/wire/values.ts'
import { exampleValue } from './example-value.ts'

export interface PortDraft {
  /** A port that gives nothing counts as not taken. */
  readonly gives: boolean
  readonly text: string
}

export type ReadDraft =
  | { readonly value: Json }
  | { readonly problem: 'not-json' }
  /** `path`: the place in the value that does not fit, as in `0.score`; empty for the whole. */
  | { readonly problem: 'wrong-type'; readonly path: string }

export function draftOf(type: PortType, value: Json | undefined, gives = value !== undefined): PortDraft {
  const shown = value ?? exampleValue(type)
  return { gives, text: isPlain(type, shown) ? String(shown) : JSON.stringify(shown, null, 2) }
}

/** Texts stand as they are, everything else as JSON. */
const isPlain = (type: PortType, value: Json) => type === 'text' && typeof value === 'string'

export function readDraft(type: PortType, text: string): ReadDraft {
  let value: Json
  try {
    // What JSON.parse gives is JSON.
    value = type === 'text' ? text : (JSON.parse(text) as Json)
  } catch {
    return { problem: 'not-json' }
  }
  const [issue] = portValueSchemas[type].safeParse(value).error?.issues ?? []
  return issue === undefined ? { value } : { problem: 'wrong-type', path: issue.path.join('.') }
}
