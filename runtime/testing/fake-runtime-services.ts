/** The real services over memory stores, without a backend: what routes need to be tested. */
import { randomUUID } from 'node:crypto'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import { createServices } from '../services/create-services.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'

export function createFakeRuntimeServices(): RuntimeServices {
  return createServices({
    stores: openMemoryStores(),
    nodes: new Map(),
    backends: [],
    readers: new Map(),
    createId: () => randomUUID(),
  }).services
}
