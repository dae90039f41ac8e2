/** Runs over HTTP. */
import { z } from 'zod'
import { decisionRecordSchema } from '../trace/decision.ts'
import { failureSchema } from './failure.ts'

/** What a caller knows to be right; the run is scored against it. */
export const expectedSchema = z.strictObject({
  answers: z.array(z.string().max(10_000)).max(20).optional(),
  intent: z.string().max(200).nullable().optional(),
  documentIds: z.array(z.string().max(200)).max(1_000).optional(),
})

/** A node, after those whose pipelines it is in: ids of at most 64 characters, at most eight levels deep. */
const nodePathSchema = z.string().max(600)

/** Body of `POST /api/pipelines/:id/runs`. It cannot carry a graph or settings. */
export const runRequestSchema = z.strictObject({
  inputs: z.record(z.string(), z.json()),
  user: z.string().max(200).optional(),
  revision: z.string().max(64).optional(),
  conversationId: z.string().max(64).optional(),
  deadlineMs: z.int().min(1).max(3_600_000).optional(),
  expected: expectedSchema.optional(),
  /**
   * Goes on from an earlier run of this pipeline with the same inputs: only node `from`, what it leads to and what was changed since
   * run. A node in the pipeline inside another is `outer/inner`, here and below.
   */
  reuse: z.strictObject({ runId: z.string().max(64), from: nodePathSchema }).optional(),
  /** Only this node and what leads to it run. */
  until: nodePathSchema.optional(),
  /**
   * Outputs that nodes are to give instead of running, by node and port: what an editor holds while its pipeline is being
   * built. Only for the draft: together with `revision` it is refused.
   */
  pinnedOutputs: z.record(z.string(), z.record(z.string(), z.json())).optional(),
  stream: z.boolean().optional(),
})

export const runStatusSchema = z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted'])

/** What a list shows of a decision: where the request went, without the values that rules looked at. */
export const decisionSummarySchema = decisionRecordSchema
  .pick({
    node: true,
    kind: true,
    outcome: true,
    intent: true,
    confidence: true,
    runnerUp: true,
    abstained: true,
    port: true,
    adapter: true,
  })
  .extend({ rule: z.object({ label: z.string() }).nullable() })

/** One line of the run list. */
export const runSummarySchema = z.object({
  id: z.string(),
  pipelineId: z.string(),
  pipelineName: z.string(),
  revision: z.string(),
  status: runStatusSchema,
  startedAt: z.string(),
  wallMs: z.number().nullable(),
  /** Until the first piece of text reached an output; null where nothing was streamed. */
  ttftMs: z.number().nullable().default(null),
  /** The first 200 characters of the question and of the answer. */
  question: z.string(),
  answer: z.string(),
  intent: z.string().nullable(),
  confidence: z.number().nullable(),
  adapter: z.string().nullable(),
  abstained: z.boolean().nullable(),
  /** In the order in which they were taken; the first 8. */
  decisions: z.array(decisionSummarySchema).default([]),
  /** Against what was expected, by metric, each 0 to 1; runs that carried nothing to score have none. */
  scores: z.record(z.string(), z.number()).optional(),
  error: failureSchema.nullable(),
  /** Nodes that did not run because their outputs were pinned in an editor. */
  pinned: z.array(z.string()).optional(),
  /** The experiment whose cell it is; lists show such runs only where they are asked for. */
  experiment: z.string().optional(),
})

export const feedbackSchema = z.union([
  z.strictObject({ score: z.number().min(-1).max(1) }),
  z.strictObject({ label: z.string().min(1).max(10_000) }),
])

/** How often a pipeline was run, and when last. */
export const runCountSchema = z.object({ pipeline: z.string(), runs: z.int(), lastAt: z.string() })

/** How long runs are kept, and how much of them there is. */
export const retentionSchema = z.object({
  keepDays: z.number(),
  keepRuns: z.int(),
  keepMegabytes: z.number(),
  stored: z.object({
    runs: z.int(),
    /** Of their traces; a large value counts for every run that has it. */
    bytes: z.number(),
    /** When the oldest started. */
    oldest: z.string().nullable(),
  }),
})

export type Expected = z.infer<typeof expectedSchema>
export type RunRequestBody = z.infer<typeof runRequestSchema>
export type DecisionSummary = z.infer<typeof decisionSummarySchema>
export type RunCount = z.infer<typeof runCountSchema>
export type Retention = z.infer<typeof retentionSchema>
export type RunSummary = z.infer<typeof runSummarySchema>
export type Feedback = z.infer<typeof feedbackSchema>
