/** The real services over memory stores, with the built-in nodes and whatever backends a test brings. */
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { Backend } from '../core/services/backends.ts'
import type { Stores } from '../core/stores/stores.ts'
import type { ReaderWeights } from '../reader/reader-weights.ts'
import type { ComposedServices } from '../services/create-services.ts'
import { createServices } from '../services/create-services.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'

export interface TestServicesOptions {
  readonly stores?: Stores
  readonly backends?: readonly Backend[]
  readonly nodes?: readonly NodeDefinition[]
  /** Base weights of embedded readers, by backend. */
  readonly readers?: ReadonlyMap<string, ReaderWeights>
}

export function composeTestServices({
  stores = openMemoryStores(),
  backends = [],
  nodes = [],
  readers = new Map(),
}: TestServicesOptions = {}): ComposedServices {
  let ids = 0
  return createServices({
    stores,
    backends,
    nodes: createNodeRegistry([...builtinNodes, ...nodes]),
    readers,
    createId: () => `id-${(ids += 1)}`,
  })
}
