/** Indexes and their articles over HTTP. */
import { z } from 'zod'

export const resourceIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    'a name has up to 64 small letters, digits and hyphens, no hyphen first',
  )
export const resourceNameSchema = z.string().trim().min(1).max(120)
export const languageSchema = z.enum(['en', 'zh'])

/** Id of an article, an utterance or a labelled question. It stands in an address, where `.` and `..` would be taken for steps. */
export const rowIdSchema = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,120}$/)

export const articleSchema = z.strictObject({
  id: rowIdSchema,
  title: z.string().trim().min(1).max(300),
  text: z.string().min(1).max(1_000_000),
})

export const indexSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  language: languageSchema,
  /** Raised by every build; 0 before the first. */
  generation: z.int(),
  articles: z.int(),
  chunks: z.int(),
  bytes: z.int(),
  /** True when articles changed since the last build. */
  isStale: z.boolean(),
  /** How many articles were written or removed since the last build began. */
  changes: z.int(),
  builtAt: z.string().nullable(),
})

export const createIndexSchema = z.strictObject({
  id: resourceIdSchema.optional(),
  name: resourceNameSchema,
  language: languageSchema.default('en'),
})

export type Article = z.infer<typeof articleSchema>
export type IndexSummary = z.infer<typeof indexSummarySchema>
export type CreateIndex = z.input<typeof createIndexSchema>
