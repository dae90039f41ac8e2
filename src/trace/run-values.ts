/** What the values of a trace are, told by their shape: a port of type `any` may carry any of them. */
import { z } from 'zod'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import { decisionRecordSchema } from '../../runtime/core/trace/decision.ts'
import type { TracedValue, TracedValues } from '../../runtime/core/trace/events.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Answer, IntentValue, Json, Message, RetrievedDocument } from '../../runtime/core/values.ts'
import { intentValueSchema, retrievedDocumentSchema } from '../../runtime/core/wire/values.ts'
import { toAnswer } from '../runs/run-answer.ts'

const documentsSchema = z.array(retrievedDocumentSchema).min(1)
const messagesSchema = z
  .array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
  .min(1)

export type ShapedValue =
  | { readonly shape: 'documents'; readonly documents: readonly RetrievedDocument[] }
  | { readonly shape: 'intent'; readonly intent: IntentValue }
  | { readonly shape: 'answer'; readonly answer: Answer }
  | { readonly shape: 'decision'; readonly decision: DecisionRecord }
  | { readonly shape: 'messages'; readonly messages: readonly Message[] }
  | { readonly shape: 'text'; readonly text: string }
  | { readonly shape: 'json'; readonly json: Json }

/** `type`: what the port declares; an empty list of passages cannot be told by its shape. */
export function shapeValue(value: Json, type?: PortType): ShapedValue {
  if (type === 'documents' && Array.isArray(value) && value.length === 0)
    return { shape: 'documents', documents: [] }
  if (typeof value === 'string') return { shape: 'text', text: value }
  if (typeof value !== 'object' || value === null) return { shape: 'json', json: value }
  const documents = toDocuments(value)
  if (documents !== undefined) return { shape: 'documents', documents }
  const answer = toAnswer(value)
  if (answer !== undefined) return { shape: 'answer', answer }
  const intent = intentValueSchema.safeParse(value)
  if (intent.success) return { shape: 'intent', intent: intent.data }
  const decision = decisionRecordSchema.safeParse(value)
  if (decision.success) return { shape: 'decision', decision: decision.data }
  const messages = messagesSchema.safeParse(value)
  if (messages.success) return { shape: 'messages', messages: messages.data }
  return { shape: 'json', json: value }
}

function toDocuments(value: Json): readonly RetrievedDocument[] | undefined {
  const parsed = documentsSchema.safeParse(value)
  // Parsed; optional scores may be undefined where the type has them absent, which reads the same.
  return parsed.success ? (parsed.data as readonly RetrievedDocument[]) : undefined
}

/** Values of a run that may hold passages: inline lists, and large ones by their hash. */
export function documentValues(view: RunView): readonly TracedValue[] {
  return Object.values(view.nodes)
    .flatMap(({ outputs }) => Object.values(outputs))
    .filter((traced) => !('value' in traced) || Array.isArray(traced.value))
}

/** The passage with this id; large values are loaded one after the other until it is found. */
export async function findPassage(
  values: readonly TracedValue[],
  chunkId: string,
  loadValue: (hash: string) => Promise<Json>,
): Promise<RetrievedDocument | undefined> {
  const inlineFirst = [...values].sort((a, b) => Number('value' in b) - Number('value' in a))
  for (const traced of inlineFirst) {
    const value = 'value' in traced ? traced.value : await loadValue(traced.hash)
    const found = toDocuments(value)?.find(({ id }) => id === chunkId)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a node was asked: the texts among its inputs, or else the question of the run. */
export function queryOf(view: RunView, node: string): string {
  const texts = (values: TracedValues) =>
    Object.values(values).flatMap((traced) =>
      'value' in traced && typeof traced.value === 'string' ? [traced.value] : [],
    )
  const own = texts(view.nodes[node]?.inputs ?? {})
  return (own.length > 0 ? own : texts(view.inputs)).join(' ')
}

/** The confidence that was asked of an intent: by the bank or router that saw this label at this confidence. */
export function thresholdFor({ decisions }: RunView, { label, confidence }: IntentValue): number | null {
  const decision = decisions.findLast(
    (one) => one.intent === label && one.confidence === confidence && one.threshold !== null,
  )
  return decision?.threshold ?? null
}
