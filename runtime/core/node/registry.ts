/** The node types a program knows, by name. */
import type { NodeDefinition } from './define-node.ts'

export type NodeRegistry = ReadonlyMap<string, NodeDefinition>

/** @throws Error when two definitions have the same type: a mistake of the program, not of a document. */
export function createNodeRegistry(definitions: readonly NodeDefinition[]): NodeRegistry {
  const registry = new Map<string, NodeDefinition>()
  for (const definition of definitions) {
    if (registry.has(definition.type)) throw new Error(`Two node types are called "${definition.type}".`)
    registry.set(definition.type, definition)
  }
  return registry
}
