/** Outputs of nodes by what they were made from. */
import { canonicalJson } from '../core/document/content-hash.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { PlannedNode } from './plan.ts'

export type NodeOutputs = Readonly<Record<string, unknown>>

/** What a node gave, and the decisions it took on the way. */
export interface KeptOutputs {
  readonly outputs: NodeOutputs
  readonly decisions: readonly DecisionRecord[]
  /** Given with the request rather than left by an earlier run. */
  readonly isPinned?: boolean
}

export interface NodeCache {
  get(key: string): KeptOutputs | undefined
  set(key: string, kept: KeptOutputs): void
}

const keptOutputs = 256

/** The outputs used last, at most 256. */
export function createNodeCache(): NodeCache {
  const kept = new Map<string, KeptOutputs>()
  return {
    get: (key) => {
      const found = kept.get(key)
      if (found !== undefined) {
        kept.delete(key)
        kept.set(key, found)
      }
      return found
    },
    set: (key, found) => {
      kept.set(key, found)
      const [oldest] = kept.keys()
      if (kept.size > keptOutputs && oldest !== undefined) kept.delete(oldest)
    },
  }
}

/** Node type, version, settings, inputs, and the versions of what the node is pinned to. */
export function cacheKey(node: PlannedNode, inputs: NodeOutputs, pins: unknown): string {
  const { type, version } = node.definition
  const isPinned = node.definition.pins(node.config).some(({ kind }) => kind !== 'credential')
  return canonicalJson([type, version, node.config, inputs, isPinned ? pins : null])
}
