/**
 * Outputs that a person holds by hand while a pipeline is being built: a node with some is not run from this editor. They are
 * kept in the browser by pipeline, never in the document, and sent with each run of the draft.
 */
import { z } from 'zod'
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { DocumentStore } from '../document/document-store.ts'
import { listNodesInside } from '../document/inside-node.ts'
import { resolveNode } from '../document/resolve-node.ts'
import { forget, readRemembered, remember, scopedName } from '../ui/remembered.ts'

/** By node (`outer/inner` inside another) and output port; a port left out gives nothing. */
export type Pins = Readonly<Record<string, Readonly<Record<string, Json>>>>

export interface PinState {
  readonly pins: Pins
  /** Holds these too. False, and nothing is held, when all together would be more than a request may carry. */
  pin(pins: Pins): boolean
  unpin(nodes: Iterable<string>): void
}

export type PinStore = StoreApi<PinState>

/** In bytes of JSON: half of what the body of a run request may weigh. */
export const pinLimit = 2_000_000

const pinsSchema = z.record(z.string(), z.record(z.string(), z.json()))
const keyOf = (scope: string, pipeline: string) => scopedName(scope, `pins.${pipeline}`)

function readPins(key: string): Pins {
  try {
    return pinsSchema.parse(JSON.parse(readRemembered(key) ?? '{}'))
  } catch {
    // Written by hand or by another version: nothing that is worth stopping for.
    return {}
  }
}

/** @param scope apart from editors of other scopes; `''`: shared with those that have none */
export function createPinStore(documents: DocumentStore, scope = ''): PinStore {
  let pipeline = documents.getState().document.id
  const store = createStore<PinState>((set, get) => ({
    pins: readPins(keyOf(scope, pipeline)),
    pin: (more) => {
      const pins = { ...get().pins, ...more }
      if (new TextEncoder().encode(JSON.stringify(pins)).length > pinLimit) return false
      set({ pins })
      return true
    },
    unpin: (nodes) => {
      const gone = new Set(nodes)
      set(({ pins }) => ({
        pins: Object.fromEntries(Object.entries(pins).filter(([node]) => !gone.has(node))),
      }))
    },
  }))
  store.subscribe(({ pins }) => {
    if (Object.keys(pins).length === 0) forget(keyOf(scope, pipeline))
    else remember(keyOf(scope, pipeline), JSON.stringify(pins))
  })
  documents.subscribe(({ document: { id } }) => {
    if (id === pipeline) return
    pipeline = id
    store.setState({ pins: readPins(keyOf(scope, id)) })
  })
  return store
}

/** What of the pins a run can take: those of nodes and ports that are there. */
export function usablePins(document: PipelineDocument, registry: NodeRegistry, pins: Pins): Pins {
  if (Object.keys(pins).length === 0) return {}
  const nodes = listNodesInside(document, registry)
  return Object.fromEntries(
    Object.entries(pins).flatMap(([path, held]): [string, Pins[string]][] => {
      const record = nodes.get(path)
      if (record === undefined) return []
      const { outputs } = resolveNode(record, registry)
      const known = Object.entries(held).filter(([port]) => Object.hasOwn(outputs, port))
      return known.length === 0 ? [] : [[path, Object.fromEntries(known)]]
    }),
  )
}
