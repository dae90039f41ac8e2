/** Outputs of nodes by what they were made from. */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { PlannedNode } from './plan.ts'

export type NodeOutputs = Readonly<Record<string, unknown>>

export interface NodeCache {
  get(key: string): NodeOutputs | undefined
  set(key: string, outputs: NodeOutputs): void
}

const keptOutputs = 256

/** The outputs used last, at most 256. */
export function createNodeCache(): NodeCache {
  const kept = new Map<string, NodeOutputs>()
  return {
    get: (key) => {
      const outputs = kept.get(key)
      if (outputs !== undefined) {
        kept.delete(key)
        kept.set(key, outputs)
      }
      return outputs
    },
    set: (key, outputs) => {
      kept.set(key, outputs)
      const [oldest] = kept.keys()
      if (kept.size > keptOutputs && oldest !== undefined) kept.delete(oldest)
    },
  }
}

/** Node type, version, settings, inputs, and the versions of what the node is pinned to. */
export function cacheKey(node: PlannedNode, config: unknown, inputs: NodeOutputs, pins: unknown): string {
  const { type, version } = node.definition
  const isPinned = node.definition.pins(config).length > 0
  return canonicalJson([type, version, config, inputs, isPinned ? pins : null])
}
