/** What a bank's adapters cost in time and bought in quality, measured while they served. */
import { z } from 'zod'

/** What one request told about the adapter that served it. */
export const bankMeasureSchema = z.object({
  bank: z.string(),
  pipeline: z.string(),
  /** When the run started, ISO 8601. */
  at: z.string(),
  /** `name@sha12`; null for the base model and for requests that left by a fallback. */
  adapter: z.string().nullable(),
  intent: z.string().nullable(),
  /** False when the run failed, was cancelled or ran out of time. */
  hasSucceeded: z.boolean(),
  /** The bank did not dare to decide, or the answer was to decline. */
  abstained: z.boolean(),
  wallMs: z.number().nullable(),
  ttftMs: z.number().nullable(),
  /** Against what was expected, or against a label that came as feedback: 0 to 1. */
  em: z.number().optional(),
  f1: z.number().optional(),
  /** The last score that people gave, -1 to 1. */
  feedback: z.number().optional(),
})

/** A figure with its 95 % interval; all three are null below n = 5, where there is too little to say anything. */
export const measuredSchema = z.object({
  n: z.int(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

/** Milliseconds, each within 1 % of the exact quantile; null below n = 5. */
const quantilesSchema = z.object({
  n: z.int(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
})

export const bankFiguresSchema = z.object({
  /** Requests that succeeded; the figures are of these. */
  n: z.int(),
  failed: z.int(),
  latencyMs: quantilesSchema,
  /** Of the requests whose answer was streamed. */
  ttftMs: quantilesSchema,
  /** Share of requests where the bank did not dare to decide or the answer was to decline. */
  abstained: measuredSchema,
  /** Of the requests whose right answer is known. */
  em: measuredSchema,
  f1: measuredSchema,
  /** Mean of the scores people gave, -1 to 1. */
  feedback: measuredSchema,
})

export const bankMetricsSchema = z.object({
  bank: z.string(),
  /** Only requests from then on; the start of an hour, UTC. */
  since: z.string().nullable(),
  pipeline: z.string().nullable(),
  total: bankFiguresSchema,
  /** By adapter version over all intents, most requests first. */
  adapters: z.array(bankFiguresSchema.extend({ adapter: z.string().nullable() })),
  /** By adapter version and intent, most requests first. */
  groups: z.array(
    bankFiguresSchema.extend({ adapter: z.string().nullable(), intent: z.string().nullable() }),
  ),
})

export type BankMeasure = z.infer<typeof bankMeasureSchema>
export type Measured = z.infer<typeof measuredSchema>
export type BankFigures = z.infer<typeof bankFiguresSchema>
export type BankMetrics = z.infer<typeof bankMetricsSchema>
