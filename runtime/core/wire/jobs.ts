/** Long work: index builds, trainings, imports. */
import { z } from 'zod'
import { failureSchema } from './failure.ts'

export const jobKinds = ['index-build', 'intent-training', 'adapter-training', 'example-seeding'] as const
/** `interrupted`: the process that did the work ended before the work did. */
export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const

export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  /** The id of the index, intent model or bank it works on. */
  target: z.string(),
  state: z.enum(jobStates),
  /** 0 to 1; null while unknown. */
  progress: z.number().nullable(),
  /** What it does right now, as a short English phrase code, e.g. `chunking`. */
  phase: z.string(),
  /** Values over time, e.g. the training loss. */
  series: z.array(z.object({ step: z.number(), value: z.number() })),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  result: z.json().nullable(),
  error: failureSchema.nullable(),
})

/** What those are told who follow all jobs. */
export const jobNewsSchema = jobSchema.pick({
  id: true,
  kind: true,
  target: true,
  state: true,
  progress: true,
  phase: true,
})

export type Job = z.infer<typeof jobSchema>
export type JobNews = z.infer<typeof jobNewsSchema>
export type JobKind = (typeof jobKinds)[number]
