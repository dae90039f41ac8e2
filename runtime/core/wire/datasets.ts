/** Datasets over HTTP: labelled requests that experiments replay. */
import { z } from 'zod'
import { resourceIdSchema, resourceNameSchema, rowIdSchema } from './indexes.ts'
import { expectedSchema } from './runs.ts'

/** One labelled request. A row without `expected` still measures latency. */
export const datasetRowSchema = z.strictObject({
  id: rowIdSchema,
  /** By the names of the pipeline's input fields. */
  inputs: z.record(z.string().min(1).max(64), z.json()),
  expected: expectedSchema.optional(),
  /** Slices that results are broken down by, such as `language` or `source`. */
  tags: z.record(z.string().min(1).max(64), z.string().max(200)).optional(),
  /** The run it was taken from. */
  runId: z.string().max(64).optional(),
})

/** Stands for "belongs to no intent" where an intent is named: in files, and in the address of a page of rows. */
export const noIntentName = 'oos'

/** A row as JSON in UTF-8 may take so many bytes. */
export const datasetRowLimitBytes = 262_144

export const datasetSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  rows: z.int(),
  /**
   * SHA-256 over the set of rows, 64 hexadecimal digits: the same rows have the same version, in whatever order they were put,
   * so that a removal that is undone gives the version back.
   */
  version: z.string(),
  updatedAt: z.string(),
  /** How many rows carry each kind of label. */
  labelled: z.object({ answers: z.int(), intent: z.int(), documents: z.int() }),
  /** How many rows are written in each language, by the text of their inputs. */
  languages: z.object({ en: z.int(), zh: z.int() }),
  /** Names of the input fields with the number of rows that have them. */
  fields: z.record(z.string(), z.int()),
})

export const createDatasetSchema = z.strictObject({
  id: resourceIdSchema.optional(),
  name: resourceNameSchema,
  description: z.string().max(2_000).default(''),
})

/** Many rows come in parts that count as one: none is written before the last is there. */
export const importPartSchema = z.strictObject({
  /** Chosen by the client, the same for all parts. */
  id: z.string().min(1).max(64),
  /** From 0, in order. */
  part: z.int().min(0).max(9_999),
  of: z.int().min(1).max(10_000),
})

export const describeDatasetSchema = createDatasetSchema
  .pick({ name: true })
  .partial()
  .extend({
    description: z.string().max(2_000).optional(),
  })

export type DatasetRow = z.infer<typeof datasetRowSchema>
export type DatasetSummary = z.infer<typeof datasetSummarySchema>
export type ImportPart = z.infer<typeof importPartSchema>
export type DescribeDataset = z.infer<typeof describeDatasetSchema>
export type CreateDataset = z.input<typeof createDatasetSchema>
