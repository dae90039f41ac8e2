/** A failure as JSON; the code stays a plain string so that an older client can read a newer server. */
import { z } from 'zod'

export const failureSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
  path: z.string().optional(),
  hint: z.string().optional(),
  node: z.string().optional(),
})

/** The body of every HTTP error. */
export const errorBodySchema = z.object({ error: failureSchema })

export type FailureBody = z.infer<typeof failureSchema>
