/** Backends over HTTP: what can generate answers here. */
import { z } from 'zod'
import { languageSchema } from './indexes.ts'

/** How a backend is reached; `other` where its driver does not say. */
export const backendKinds = ['embedded', 'in-process', 'http', 'simulated', 'other'] as const

export const backendSchema = z.object({
  id: z.string(),
  /** The name of its base model: it takes adapters of that one. */
  base: z.string(),
  kind: z.enum(backendKinds),
  capabilities: z.object({
    /** That it answers in; null for any. */
    languages: z.array(languageSchema).nullable(),
    /** Adapters can be trained on it here, from a bank's labelled questions. */
    training: z.boolean(),
  }),
  /** The banks that generate through it. */
  banks: z.array(z.object({ id: z.string(), name: z.string() })),
})

export type BackendKind = (typeof backendKinds)[number]
export type BackendSummary = z.infer<typeof backendSchema>
