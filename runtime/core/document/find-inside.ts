/** Nodes of the pipelines that are drawn inside nodes, found by their paths. */
import { z } from 'zod'
import { withoutItems } from '../trace/node-path.ts'

/** As much of a node as names it. */
export interface InnerNode {
  readonly id: string
  readonly type: string
  readonly name?: string | undefined
}

const innerSchema = z.object({
  pipeline: z.object({
    inline: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          type: z.string(),
          name: z.string().optional(),
          config: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  }),
})

interface OuterNode extends InnerNode {
  readonly config: Readonly<Record<string, unknown>>
}

/** Finds a node by its path in the document; undefined also for what stands in a pipeline that is stored elsewhere. */
export function createNodeFinder(nodes: readonly OuterNode[]): (path: string) => InnerNode | undefined {
  const levels = new Map<string, ReadonlyMap<string, OuterNode>>()
  const byId = (list: readonly OuterNode[]) => new Map(list.map((node) => [node.id, node]))
  levels.set('', byId(nodes))
  const find = (path: string): OuterNode | undefined => {
    const end = path.lastIndexOf('/')
    const outer = end === -1 ? '' : path.slice(0, end)
    let level = levels.get(outer)
    if (level === undefined) {
      const parsed = innerSchema.safeParse(find(outer)?.config)
      level = byId(parsed.data?.pipeline.inline.nodes ?? [])
      levels.set(outer, level)
    }
    return level.get(path.slice(end + 1))
  }
  return (path) => find(withoutItems(path))
}
