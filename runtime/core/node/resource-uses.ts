/** What a pipeline uses of its host, by kind: in pipelines inside nodes too, not in those that are stored elsewhere. */
import type { PipelineDocument } from '../document/document.ts'
import type { PinRequest } from '../services/pin-request.ts'
import type { NodeRegistry } from './registry.ts'

export function listUses(
  { nodes }: PipelineDocument,
  registry: NodeRegistry,
  wanted: PinRequest['kind'],
): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { type, config } of nodes) {
    const definition = registry.get(type)
    const parsed = definition?.config.safeParse(config)
    if (definition === undefined || parsed?.success !== true) continue
    for (const { kind, id } of definition.pins(parsed.data)) if (kind === wanted) ids.add(id)
    for (const reference of definition.subPipelines?.(parsed.data) ?? [])
      if ('inline' in reference) for (const id of listUses(reference.inline, registry, wanted)) ids.add(id)
  }
  return ids
}
