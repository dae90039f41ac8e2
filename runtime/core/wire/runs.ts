/** Runs over HTTP. */
import { z } from 'zod'
import { failureSchema } from './failure.ts'

/** What a caller knows to be right; the run is scored against it. */
export const expectedSchema = z.strictObject({
  answers: z.array(z.string().max(10_000)).max(20).optional(),
  intent: z.string().max(200).nullable().optional(),
  documentIds: z.array(z.string().max(200)).max(100).optional(),
})

/** Body of `POST /api/pipelines/:id/runs`. It cannot carry a graph or settings. */
export const runRequestSchema = z.strictObject({
  inputs: z.record(z.string(), z.json()),
  user: z.string().max(200).optional(),
  revision: z.string().max(64).optional(),
  conversationId: z.string().max(64).optional(),
  deadlineMs: z.int().min(1).max(3_600_000).optional(),
  expected: expectedSchema.optional(),
  stream: z.boolean().optional(),
})

export const runStatusSchema = z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted'])

/** One line of the run list. */
export const runSummarySchema = z.object({
  id: z.string(),
  pipelineId: z.string(),
  pipelineName: z.string(),
  revision: z.string(),
  status: runStatusSchema,
  startedAt: z.string(),
  wallMs: z.number().nullable(),
  /** The first 200 characters of the question and of the answer. */
  question: z.string(),
  answer: z.string(),
  intent: z.string().nullable(),
  confidence: z.number().nullable(),
  adapter: z.string().nullable(),
  abstained: z.boolean().nullable(),
  /** Against what was expected, by metric, each 0 to 1; runs that carried nothing to score have none. */
  scores: z.record(z.string(), z.number()).optional(),
  error: failureSchema.nullable(),
})

export const feedbackSchema = z.union([
  z.strictObject({ score: z.number().min(-1).max(1) }),
  z.strictObject({ label: z.string().min(1).max(10_000) }),
])

export type Expected = z.infer<typeof expectedSchema>
export type RunRequestBody = z.infer<typeof runRequestSchema>
export type RunSummary = z.infer<typeof runSummarySchema>
export type Feedback = z.infer<typeof feedbackSchema>
