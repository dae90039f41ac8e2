/** Pipelines that a node runs as a part of its own work. */
import { z } from 'zod'
import { documentSchema, idSchema } from '../document/document.ts'
import type { TellProgress } from '../trace/events.ts'

/** A stored revision by its hash. */
export const storedReferenceSchema = z.strictObject({ id: idSchema, revision: z.string().min(1).max(64) })

/** That, or a whole document inside the node's settings. */
export const pipelineReferenceSchema = z.union([
  storedReferenceSchema,
  z.strictObject({ inline: documentSchema }),
])

export type PipelineReference = z.infer<typeof pipelineReferenceSchema>
export type StoredReference = z.infer<typeof storedReferenceSchema>

/** Pipelines inside pipelines: at most this many levels. */
export const subPipelineDepth = 8

export interface SubPipelineOptions {
  readonly signal: AbortSignal
  /** Text as the sub-pipeline streams it, with the name of its output. */
  readonly onDelta?: (output: string, delta: string) => void
  /** Hears how many of its nodes have ended. */
  readonly tell?: TellProgress
  /** Which item of a list it is for, counted from 0. */
  readonly item?: number
  /** Whether it may end without having reached an output, as a branch that is not taken does. @default false */
  readonly mayGiveNothing?: boolean
}

export interface SubPipelineRunner {
  /**
   * Runs one of the pipelines that the node's definition names, within the run that the node belongs to: what that is
   * pinned to and has admitted holds here too, and decisions taken here stand in its trace.
   *
   * @returns what the output nodes received, by their names
   * @throws the failure of the sub-pipeline, located; SUB_PIPELINE_TOO_DEEP, PIPELINE_NOT_FOUND, REVISION_NOT_FOUND
   */
  run(
    reference: PipelineReference,
    inputs: Readonly<Record<string, unknown>>,
    options: SubPipelineOptions,
  ): Promise<Readonly<Record<string, unknown>>>
}
