/** Pipelines over HTTP: one mutable draft, many immutable revisions. */
import { z } from 'zod'
import { documentSchema } from '../document/document.ts'

export const pipelineSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** The draft's counter: raised by every save, also its `ETag`. */
  counter: z.int(),
  nodes: z.int(),
  updatedAt: z.string(),
  publishedRevision: z.string().nullable(),
})

export const draftSchema = z.object({
  document: documentSchema,
  counter: z.int(),
  updatedAt: z.string(),
  publishedRevision: z.string().nullable(),
})

export const revisionSummarySchema = z.object({
  /** Content hash, 64 hexadecimal digits. */
  hash: z.string(),
  pipelineId: z.string(),
  createdAt: z.string(),
  note: z.string(),
})

export const revisionSchema = revisionSummarySchema.extend({ document: documentSchema })

export type PipelineSummary = z.infer<typeof pipelineSummarySchema>
export type Draft = z.infer<typeof draftSchema>
export type RevisionSummary = z.infer<typeof revisionSummarySchema>
export type Revision = z.infer<typeof revisionSchema>
