/** Port values as JSON schemas. */
import { z } from 'zod'
import type { PortType } from '../node/ports.ts'
import { decisionRecordSchema } from '../trace/decision.ts'

export const sourceSpanSchema = z.object({ start: z.int(), end: z.int() })

export const retrievedDocumentSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  title: z.string(),
  text: z.string(),
  source: sourceSpanSchema,
  score: z.number(),
  scores: z.object({ bm25: z.number().optional(), dense: z.number().optional() }).optional(),
})

/** A passage with the places of the query's words: offsets into its own text. */
export const foundPassageSchema = retrievedDocumentSchema.extend({ highlights: z.array(sourceSpanSchema) })

const probabilitySchema = z.object({ label: z.string(), p: z.number() })

export const intentValueSchema = z.object({
  label: z.string().nullable(),
  confidence: z.number(),
  margin: z.number(),
  runnerUp: probabilitySchema.nullable(),
  top: z.array(probabilitySchema),
  outOfScope: z.boolean(),
  model: z.string(),
})

export const answerSchema = z.object({
  text: z.string(),
  citations: z.array(
    z.object({ documentId: z.string(), chunkId: z.string(), title: z.string(), source: sourceSpanSchema }),
  ),
  abstained: z.boolean(),
  confidence: z.number().optional(),
  adapter: z.string().nullable(),
  model: z.string(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).optional(),
})

const messagesSchema = z.array(
  z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }),
)

/** What a value must look like to stand at a port of each type. */
export const portValueSchemas: Readonly<Record<PortType, z.ZodType>> = {
  text: z.string(),
  messages: messagesSchema,
  documents: z.array(retrievedDocumentSchema),
  intent: intentValueSchema,
  decision: decisionRecordSchema,
  answer: answerSchema,
  number: z.number(),
  boolean: z.boolean(),
  json: z.json(),
  any: z.json(),
}

export type FoundPassageBody = z.infer<typeof foundPassageSchema>
