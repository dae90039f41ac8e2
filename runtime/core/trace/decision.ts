/** Why a request went where it went. The same record stands in the trace, the chat, the tables and on the canvas. */
import { z } from 'zod'

const probabilitySchema = z.object({ label: z.string(), p: z.number() })

/**
 * One decision of a router or a bank.
 *
 * `outcome`: `adapter` (the intent's own), `default-adapter`, `base` (no adapter), `fallback` (the node's fallback port),
 * `branch` (a router's rule fired), `default-branch` (no rule fired).
 */
export const decisionRecordSchema = z.object({
  node: z.string(),
  kind: z.enum(['bank', 'router']),
  outcome: z.enum(['adapter', 'default-adapter', 'base', 'fallback', 'branch', 'default-branch']),
  /** The label the classifier gave; null when there was none. */
  intent: z.string().nullable(),
  /** Calibrated probability of `intent`, 0 to 1. */
  confidence: z.number().nullable(),
  margin: z.number().nullable(),
  runnerUp: probabilitySchema.nullable(),
  /** The confidence that was asked for, and the margin. */
  threshold: z.number().nullable(),
  marginThreshold: z.number().nullable(),
  abstained: z.boolean(),
  /** Why, as a code that interfaces put into words. */
  reason: z.enum([
    'cleared',
    'below-threshold',
    'below-margin',
    'out-of-scope',
    'no-route',
    'no-intent',
    'rule-matched',
    'no-rule-matched',
    'forced',
  ]),
  /** The router's rule that fired, with the values it saw. */
  rule: z.object({ id: z.string(), label: z.string(), values: z.record(z.string(), z.json()) }).nullable(),
  /** Output port taken. */
  port: z.string(),
  bank: z.string().nullable(),
  alias: z.string().nullable(),
  /** `name@sha12` that served the request; null for the base model or a branch. */
  adapter: z.string().nullable(),
  /** `name@sha12` of the intent model. */
  model: z.string().nullable(),
})

export type DecisionRecord = z.infer<typeof decisionRecordSchema>
