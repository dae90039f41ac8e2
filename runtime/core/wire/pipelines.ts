/** Pipelines over HTTP: one mutable draft, many revisions whose content never changes; tags and an archive to find them by. */
import { z } from 'zod'
import { documentSchema } from '../document/document.ts'
import type { PinRequest } from '../services/pin-request.ts'

/** A word to find pipelines by: up to 40 characters, no comma. */
const tagSchema = z
  .string()
  .max(40)
  .regex(/^[^,\s]([^,]*[^,\s])?$/)

/** How a pipeline is filed. It is no part of the document: the draft and its counter stay as they are. */
export const filingSchema = z.strictObject({
  tags: z.array(tagSchema).max(20).optional(),
  /** Archived ones are left out of lists. Everything else goes on: they run, and can be opened and changed. */
  isArchived: z.boolean().optional(),
})

export const pipelineSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** The draft's counter: raised by every save, also its `ETag`. */
  counter: z.int(),
  nodes: z.int(),
  updatedAt: z.string(),
  publishedRevision: z.string().nullable(),
  tags: z.array(z.string()),
  isArchived: z.boolean(),
})

const usedId = z.string().min(1).max(64).optional()

/** Those that use all of it, in their draft or in what is published of them. */
export const pipelineUseSchema = z.strictObject({
  index: usedId,
  intents: usedId,
  bank: usedId,
  backend: usedId,
  credential: usedId,
}) satisfies z.ZodType<Partial<Record<PinRequest['kind'], string | undefined>>>

export const draftSchema = z.object({
  document: documentSchema,
  counter: z.int(),
  updatedAt: z.string(),
  publishedRevision: z.string().nullable(),
})

/** What people say of a revision; both may be empty, as for those that runs pin. */
export const revisionTextsSchema = z.strictObject({
  name: z.string().max(120).default(''),
  note: z.string().max(2_000).default(''),
})

export const revisionSummarySchema = z.object({
  /** Content hash, 64 hexadecimal digits. */
  hash: z.string(),
  pipelineId: z.string(),
  createdAt: z.string(),
  name: z.string(),
  note: z.string(),
})

export const revisionSchema = revisionSummarySchema.extend({ document: documentSchema })

export type Filing = z.infer<typeof filingSchema>
export type RevisionTexts = z.infer<typeof revisionTextsSchema>
export type PipelineUse = z.infer<typeof pipelineUseSchema>
export type PipelineSummary = z.infer<typeof pipelineSummarySchema>
export type Draft = z.infer<typeof draftSchema>
export type RevisionSummary = z.infer<typeof revisionSummarySchema>
export type Revision = z.infer<typeof revisionSchema>
