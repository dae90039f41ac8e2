/** Which credentials a pipeline names: what its schemas call one, in pipelines inside nodes too. */
import type { PipelineDocument } from '../document/document.ts'
import type { NodeDefinition } from './define-node.ts'
import type { NodeRegistry } from './registry.ts'

/** The settings of a node type that hold the name of a credential. */
export function credentialSettings(definition: NodeDefinition): readonly string[] {
  return Object.entries(definition.config.shape).flatMap(([name, schema]) =>
    schema.meta()?.resource === 'credential' ? [name] : [],
  )
}

export function listCredentials(document: PipelineDocument, registry: NodeRegistry): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { type, config } of document.nodes) {
    const definition = registry.get(type)
    if (definition === undefined) continue
    for (const setting of credentialSettings(definition)) {
      const name = config[setting]
      if (typeof name === 'string' && name !== '') names.add(name)
    }
    const parsed = definition.config.safeParse(config)
    for (const reference of parsed.success ? (definition.subPipelines?.(parsed.data) ?? []) : [])
      if ('inline' in reference)
        for (const name of listCredentials(reference.inline, registry)) names.add(name)
  }
  return names
}
