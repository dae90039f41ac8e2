/** Adapter banks over HTTP. */
import { z } from 'zod'
import { languageSchema, resourceIdSchema, resourceNameSchema, rowIdSchema } from './indexes.ts'

export const aliasNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** Which alias serves an intent, and from which confidence on; without a threshold the node's own applies. */
export const bankRouteSchema = z.strictObject({
  intent: z.string().min(1).max(64),
  alias: aliasNameSchema,
  threshold: z.number().min(0).max(1).optional(),
})

export const adapterSummarySchema = z.object({
  /** `name@sha12`. */
  id: z.string(),
  name: z.string(),
  sha256: z.string(),
  base: z.string(),
  rank: z.int(),
  alpha: z.number(),
  targetModules: z.array(z.string()),
  parameters: z.int(),
  bytes: z.int(),
  createdAt: z.string(),
  /** How it was trained here; null when it was added from files. */
  training: z
    .object({
      examples: z.int(),
      intents: z.array(z.string()),
      seed: z.int(),
      seconds: z.number(),
      loss: z.array(z.object({ step: z.number(), value: z.number() })),
      /** On examples held back from training: base against adapter. */
      validation: z.object({
        n: z.int(),
        base: z.object({ em: z.number(), f1: z.number() }),
        adapter: z.object({ em: z.number(), f1: z.number() }),
      }),
    })
    .nullable(),
})

export const bankSchema = z.object({
  id: z.string(),
  name: z.string(),
  language: languageSchema,
  backend: z.string(),
  /** The base model all its adapters update. */
  base: z.string(),
  /** Raised by every change of aliases, routes or adapters. */
  generation: z.int(),
  defaultAlias: aliasNameSchema.nullable(),
  aliases: z.array(z.object({ alias: aliasNameSchema, adapter: z.string() })),
  routes: z.array(bankRouteSchema),
  adapters: z.array(adapterSummarySchema),
  questions: z.int(),
})

export const createBankSchema = z.strictObject({
  id: resourceIdSchema.optional(),
  name: resourceNameSchema,
  language: languageSchema.default('en'),
  backend: z.string().max(64).default('reader'),
})

/** A labelled question; `answers: []` means that declining is right. `contextId` names the article that holds the answer. */
export const labelledQuestionSchema = z.strictObject({
  id: rowIdSchema,
  question: z.string().trim().min(1).max(2_000),
  answers: z.array(z.string().min(1).max(2_000)).max(20),
  contextId: z.string().max(120).optional(),
  intent: z.string().max(64).optional(),
  split: z.enum(['train', 'test']).optional(),
})

export const trainAdapterSchema = z.strictObject({
  name: aliasNameSchema,
  /** Train on the questions of these intents; all when empty. */
  intents: z.array(z.string().max(64)).default([]),
  /** Articles come from this index. */
  index: resourceIdSchema,
  rank: z.int().min(1).max(64).default(8),
  alpha: z.number().positive().max(1_000).default(16),
  /** At most; cross-validation chooses how many are taken. */
  epochs: z.int().min(1).max(200).default(24),
  seed: z.int().default(1),
  /** Points this alias at the new version when training succeeds. */
  alias: aliasNameSchema.optional(),
})

export type BankRoute = z.infer<typeof bankRouteSchema>
export type AdapterSummary = z.infer<typeof adapterSummarySchema>
export type Bank = z.infer<typeof bankSchema>
export type CreateBank = z.input<typeof createBankSchema>
export type LabelledQuestion = z.infer<typeof labelledQuestionSchema>
export type TrainAdapter = z.input<typeof trainAdapterSchema>
