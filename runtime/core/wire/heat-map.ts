/** What the last runs of a pipeline did, by node and by output port. */
import { z } from 'zod'

/** More runs than that are not read. */
export const heatMapRuns = 200

/** Null below n = 5. */
const medianSchema = z.object({ n: z.int(), p50: z.number().nullable() })

export const heatMapSchema = z.object({
  pipeline: z.string(),
  /** Runs that it is of: those of the last that succeeded or failed. */
  runs: z.int(),
  nodes: z.array(
    z.object({
      /** With the ids of the nodes that it is inside of before it. */
      node: z.string(),
      /** How often the node ran: once in a run, or once for each item of a list; reused values do not count. */
      hits: z.int(),
      failed: z.int(),
      /** Share of `hits` that failed, 0 to 1; null below n = 5. */
      errorRate: z.number().nullable(),
      /** Milliseconds in the node, of the times that it finished. */
      durationMs: z.object({ n: z.int(), p50: z.number().nullable(), p95: z.number().nullable() }),
      /** Time in the node over the wall time of the runs in which it finished, 0 to 1 and beyond; null below n = 5. */
      shareOfTime: z.number().nullable(),
    }),
  ),
  ports: z.array(
    z.object({
      node: z.string(),
      port: z.string(),
      /** How often a value left by this port, of the `of` times that the node finished. */
      hits: z.int(),
      of: z.int(),
      /** Of the decisions that took this port. */
      confidence: medianSchema,
      margin: medianSchema,
    }),
  ),
})

export type HeatMap = z.infer<typeof heatMapSchema>
