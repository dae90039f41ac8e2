/** Numbered migrations: of the document format, and of each node's settings. */
import { z } from 'zod'
import { failure } from '../errors/failure.ts'
import type { NodeRegistry } from '../node/registry.ts'
import type { NodeRecord, PipelineDocument } from './document.ts'
import type { Json } from '../values.ts'
import { nodeRecordSchema } from './document.ts'
import { referenceOf } from './find-inside.ts'

/** Format migrations by the version they lead to. Version 1 is the first. */
export const formatMigrations: ReadonlyMap<number, (old: unknown) => unknown> = new Map()

/** Brings a raw document to the newest format; leaves what it does not understand to the schema. */
export function migrateDocument(value: unknown): unknown {
  let current = value
  for (const migrate of formatMigrations.values()) current = migrate(current)
  return current
}

/**
 * Brings the settings of every known node to the newest version of its type, also inside nodes. What cannot be brought there stays,
 * and `validatePipeline` says why; so do unknown types.
 */
export function migratePipeline(document: PipelineDocument, registry: NodeRegistry): PipelineDocument {
  const nodes = document.nodes.map((node) => {
    try {
      return migrateInside(migrateNode(node, registry), registry)
    } catch {
      return node
    }
  })
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

/** @throws NEWER_NODE for a node that a newer Signalbox saved, NODE_NOT_MIGRATED where a migration fails */
export function migrateNode(node: NodeRecord, registry: NodeRegistry): NodeRecord {
  const { id, type, version } = node
  const definition = registry.get(type)
  if (definition === undefined || version === definition.version) return node
  const { migrations, version: supported } = definition
  if (version > supported) throw failure('NEWER_NODE', { node: id, version, type, supported })
  try {
    let config: unknown = node.config
    for (let next = version + 1; next <= supported; next += 1) config = migrations[next]?.(config) ?? config
    return { ...node, version: supported, config: nodeRecordSchema.shape.config.parse(config) }
  } catch (error) {
    const reason = error instanceof z.ZodError ? error.issues[0]?.message : String(error)
    throw failure(
      'NODE_NOT_MIGRATED',
      { node: id, version, type, supported, reason: reason ?? '' },
      { cause: error },
    )
  }
}

function migrateInside(node: NodeRecord, registry: NodeRegistry): NodeRecord {
  const reference = referenceOf(node, registry)
  if (reference === undefined || !('inline' in reference)) return node
  const inside = migratePipeline(reference.inline, registry)
  if (inside === reference.inline) return node
  // A document is JSON through and through; its type says so member by member.
  const inline = inside as unknown as Json
  return { ...node, config: { ...node.config, pipeline: { inline } } }
}
