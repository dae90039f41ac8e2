/** The pipeline document, format version 1: nodes, edges and layout; never code. */
import { z } from 'zod'
import { portNameSchema } from '../node/ports.ts'

export const documentFormat = 'signalbox/pipeline'
export const documentVersion = 1

/** Limits that keep a document within what the editor and the engine handle well. */
export const documentLimits = { bytes: 5_000_000, nodes: 5_000, edges: 20_000, depth: 64 } as const

/** Ids of nodes, edges, groups and notes. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const finite = z.number().finite()
const positionSchema = z.strictObject({ x: finite, y: finite })

export const policySchema = z.strictObject({
  timeoutMs: z.int().min(1).max(3_600_000).optional(),
  retry: z.strictObject({ attempts: z.int().min(1).max(10), on: z.array(z.string()).min(1) }).optional(),
  onError: z.enum(['fail', 'value', 'branch']).optional(),
  /** With `onError: 'value'`: the outputs that stand in, by port. */
  value: z.record(z.string(), z.json()).optional(),
  cache: z.enum(['off', 'run', 'shared']).optional(),
})

export const nodeRecordSchema = z.strictObject({
  id: idSchema,
  type: z.string().min(1).max(64),
  version: z.int().min(1),
  name: z.string().max(120).optional(),
  config: z.record(z.string(), z.json()),
  policy: policySchema.optional(),
  muted: z.boolean().optional(),
  /** Settings that are input ports of this node. */
  exposed: z.array(portNameSchema).optional(),
  position: positionSchema,
})

const endSchema = z.strictObject({ node: idSchema, port: portNameSchema })
export const edgeRecordSchema = z.strictObject({ id: idSchema, from: endSchema, to: endSchema })

export const documentSchema = z.strictObject({
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  id: idSchema,
  name: z.string().min(1).max(120),
  description: z.string().max(4_000).default(''),
  settings: z
    .strictObject({
      deadlineMs: z.int().min(1).max(3_600_000).optional(),
      maxParallel: z.int().min(1).max(1_000).optional(),
    })
    .optional(),
  nodes: z.array(nodeRecordSchema),
  edges: z.array(edgeRecordSchema),
  notes: z
    .array(
      z.strictObject({
        id: idSchema,
        text: z.string().max(20_000),
        position: positionSchema,
        size: z.strictObject({ width: finite, height: finite }),
      }),
    )
    .default([]),
  groups: z
    .array(
      z.strictObject({
        id: idSchema,
        title: z.string().max(120),
        color: z.string().max(32),
        nodes: z.array(idSchema),
        collapsed: z.boolean(),
      }),
    )
    .default([]),
  /** The one open key; outside the content hash. Keys are `vendor.name`. */
  extensions: z.record(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/), z.json()).optional(),
})

export type PipelineDocument = z.infer<typeof documentSchema>
export type NodeRecord = z.infer<typeof nodeRecordSchema>
export type EdgeRecord = z.infer<typeof edgeRecordSchema>
export type NodePolicy = z.infer<typeof policySchema>
