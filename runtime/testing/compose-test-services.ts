/** The real services over memory stores, with the built-in nodes and whatever backends a test brings. */
import { builtinNodes } from '../../nodes/index.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { Backend, OpenEngines } from '../core/services/backends.ts'
import type { EgressClient } from '../core/services/egress.ts'
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
  /** Makes backends from the addresses of engines, over `egress`. */
  readonly openEngines?: OpenEngines
  readonly egress?: EgressClient
}

export function composeTestServices({
  stores = openMemoryStores(),
  backends = [],
  nodes = [],
  readers = new Map(),
  ...engines
}: TestServicesOptions = {}): ComposedServices {
  let ids = 0
  return createServices({
    stores,
    backends,
    nodes: createNodeRegistry([...builtinNodes, ...nodes]),
    readers,
    ...engines,
    createId: () => `id-${(ids += 1)}`,
  })
}
