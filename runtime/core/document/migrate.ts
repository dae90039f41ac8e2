/** Numbered migrations: of the document format, and of each node's settings. */
import { failure } from '../errors/failure.ts'
import type { NodeRegistry } from '../node/registry.ts'
import type { NodeRecord, PipelineDocument } from './document.ts'
import { nodeRecordSchema } from './document.ts'

/** Format migrations by the version they lead to. Version 1 is the first. */
export const formatMigrations: ReadonlyMap<number, (old: unknown) => unknown> = new Map()

/** Brings a raw document to the newest format; leaves what it does not understand to the schema. */
export function migrateDocument(value: unknown): unknown {
  let current = value
  for (const migrate of formatMigrations.values()) current = migrate(current)
  return current
}

/**
 * Brings the settings of every known node to the newest version of its type. Unknown types stay as they are.
 *
 * @throws NEWER_NODE when a node was saved by a newer Signalbox.
 */
export function migratePipeline(document: PipelineDocument, registry: NodeRegistry): PipelineDocument {
  const nodes = document.nodes.map((node, index) => migrateNode(node, index, registry))
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

function migrateNode(node: NodeRecord, index: number, registry: NodeRegistry): NodeRecord {
  const definition = registry.get(node.type)
  if (definition === undefined || node.version === definition.version) return node
  if (node.version > definition.version) {
    throw failure(
      'NEWER_NODE',
      { node: node.id, version: node.version, type: node.type, supported: definition.version },
      { path: `/nodes/${index}/version`, node: node.id },
    )
  }
  let config: unknown = node.config
  for (let version = node.version + 1; version <= definition.version; version += 1) {
    config = definition.migrations[version]?.(config) ?? config
  }
  return { ...node, version: definition.version, config: nodeRecordSchema.shape.config.parse(config) }
}
