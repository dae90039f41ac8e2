/** Pipelines inside nodes, and the nodes of those that are drawn there, found by their paths. */
import { z } from 'zod'
import type { NodeRegistry } from '../node/registry.ts'
import type { PipelineReference, StoredReference } from '../services/sub-pipelines.ts'
import { pipelineReferenceSchema, storedReferenceSchema } from '../services/sub-pipelines.ts'
import { withoutItems } from '../trace/node-path.ts'
import type { NodeRecord, PipelineDocument } from './document.ts'
import { documentSchema } from './document.ts'

/** Documents as they stand in settings, which never change in place. */
const known = new WeakMap<object, PipelineDocument>()

/** Spares `pipelineInside` a document that is about to be put into settings, whole as it is. */
export function rememberInside(document: PipelineDocument): void {
  known.set(document, document)
}

/** The pipeline that is drawn inside a node; undefined where none is, or none that is valid. */
export function pipelineInside({ config }: Pick<NodeRecord, 'config'>): PipelineDocument | undefined {
  const setting = config['pipeline']
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) return undefined
  const { inline } = setting
  if (typeof inline !== 'object' || inline === null) return undefined
  const old = known.get(inline)
  if (old !== undefined) return old
  const { data } = documentSchema.safeParse(inline)
  if (data !== undefined) known.set(inline, data)
  return data
}

/** What a node runs; undefined where that is no pipeline or the setting is not valid. Its other settings need not be. */
export function referenceOf(record: NodeRecord, registry: NodeRegistry): PipelineReference | undefined {
  const definition = registry.get(record.type)
  const schema = definition?.config.shape['pipeline']
  if (definition?.subPipelines === undefined || schema === undefined) return undefined
  const inline = pipelineInside(record)
  if (inline !== undefined) return { inline }
  const setting = z.safeParse(schema, record.config['pipeline'])
  return setting.success ? pipelineReferenceSchema.safeParse(setting.data).data : undefined
}

/** A stored revision, where it is at hand. */
export type FindStored = (reference: StoredReference) => PipelineDocument | undefined

const storedInside = ({ config }: NodeRecord): StoredReference | undefined =>
  storedReferenceSchema.safeParse(config['pipeline']).data

/** Loads the stored revisions that nodes run, and those in there; of one that cannot be loaded nothing is found. */
export async function loadStored(
  { nodes }: PipelineDocument,
  load: (reference: StoredReference) => Promise<PipelineDocument>,
): Promise<FindStored> {
  const asked = new Set<string>()
  const found = new Map<string, PipelineDocument>()
  const keyOf = ({ id, revision }: StoredReference) => `${id}@${revision}`
  const visit = async (level: readonly NodeRecord[]): Promise<void> => {
    await Promise.all(
      level.map(async (node) => {
        const reference = storedInside(node)
        if (reference === undefined) return visit(pipelineInside(node)?.nodes ?? [])
        const key = keyOf(reference)
        if (asked.has(key)) return
        asked.add(key)
        const document = await load(reference).catch(() => undefined)
        if (document === undefined) return
        found.set(key, document)
        await visit(document.nodes)
      }),
    )
  }
  await visit(nodes)
  return (reference) => found.get(keyOf(reference))
}

/** Finds a node by its path in the document; undefined also for what stands in a stored revision that is not at hand. */
export function createNodeFinder(
  nodes: readonly NodeRecord[],
  findStored: FindStored = () => undefined,
): (path: string) => NodeRecord | undefined {
  const levels = new Map<string, ReadonlyMap<string, NodeRecord>>()
  const byId = (list: readonly NodeRecord[]) => new Map(list.map((node) => [node.id, node]))
  levels.set('', byId(nodes))
  const find = (path: string): NodeRecord | undefined => {
    const end = path.lastIndexOf('/')
    const outer = end === -1 ? '' : path.slice(0, end)
    let level = levels.get(outer)
    if (level === undefined) {
      const node = find(outer)
      const reference = node && storedInside(node)
      const inside = reference ? findStored(reference) : node && pipelineInside(node)
      level = byId(inside?.nodes ?? [])
      levels.set(outer, level)
    }
    return level.get(path.slice(end + 1))
  }
  return (path) => find(withoutItems(path))
}
