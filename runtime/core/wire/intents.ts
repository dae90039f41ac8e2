/** Intent models and their utterances over HTTP. */
import { z } from 'zod'
import { languageSchema, resourceIdSchema, resourceNameSchema, rowIdSchema } from './indexes.ts'

/** `intent` "oos" marks text that belongs to no intent; such rows are never trained on. */
export const utteranceSchema = z.strictObject({
  id: rowIdSchema,
  text: z.string().trim().min(1).max(2_000),
  intent: z.string().regex(/^[\p{L}\p{N}_.-]{1,64}$/u),
})

/** How good a model is, on out-of-fold predictions of its own utterances. */
export const intentReportSchema = z.object({
  n: z.int(),
  folds: z.int(),
  accuracy: z.number(),
  macroF1: z.number(),
  /** Expected calibration error, 15 equal-width bins. */
  ece: z.number(),
  logLoss: z.number(),
  temperature: z.number(),
  oos: z.object({ n: z.int(), auroc: z.number(), recallAt95: z.number() }).nullable(),
  perIntent: z.array(
    z.object({
      intent: z.string(),
      n: z.int(),
      precision: z.number(),
      recall: z.number(),
      f1: z.number(),
    }),
  ),
  /** Wrong pairs, most frequent first. */
  confusions: z.array(z.object({ actual: z.string(), predicted: z.string(), n: z.int() })),
  /** Share of utterances whose confidence clears a threshold, and accuracy among them, for thresholds 0, 0.05 … 1. */
  thresholds: z.array(
    z.object({ threshold: z.number(), cleared: z.number(), accuracy: z.number().nullable() }),
  ),
})

export const intentSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  language: languageSchema,
  utterances: z.int(),
  intents: z.array(z.object({ intent: z.string(), n: z.int() })),
  /** `name@sha12` of the trained model; null before the first training. */
  model: z.string().nullable(),
  modelBytes: z.int(),
  /** True when utterances changed since the last training. */
  isStale: z.boolean(),
  trainedAt: z.string().nullable(),
  trainSeconds: z.number().nullable(),
  report: intentReportSchema.nullable(),
})

export const createIntentsSchema = z.strictObject({
  id: resourceIdSchema.optional(),
  name: resourceNameSchema,
  language: languageSchema.default('en'),
})

export type Utterance = z.infer<typeof utteranceSchema>
export type IntentReport = z.infer<typeof intentReportSchema>
export type IntentSummary = z.infer<typeof intentSummarySchema>
export type CreateIntents = z.input<typeof createIntentsSchema>
