/** Which credentials a pipeline names, in pipelines inside nodes too. */
import type { PipelineDocument } from '../document/document.ts'
import type { NodeRegistry } from './registry.ts'

export function listCredentials({ nodes }: PipelineDocument, registry: NodeRegistry): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { type, config } of nodes) {
    const definition = registry.get(type)
    const parsed = definition?.config.safeParse(config)
    if (definition === undefined || parsed?.success !== true) continue
    for (const { kind, id } of definition.pins(parsed.data)) if (kind === 'credential') names.add(id)
    for (const reference of definition.subPipelines?.(parsed.data) ?? [])
      if ('inline' in reference)
        for (const name of listCredentials(reference.inline, registry)) names.add(name)
  }
  return names
}
