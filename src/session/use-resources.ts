/** What a host has of one kind of resource, loaded when a picker first asks and again when the window comes back. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Resource, ResourceKind, ResourceProvider } from './resources.ts'

export interface ResourceList {
  /** Null until they are loaded. */
  readonly items: readonly Resource[] | null
  readonly failure: Failure | null
}

const nothing: ResourceList = { items: null, failure: null }

/** What was loaded last, by provider: a picker that opens again shows it at once while it asks anew. */
const loaded = new WeakMap<ResourceProvider, Map<ResourceKind, readonly Resource[]>>()

export function useResources(provider: ResourceProvider | null, kind: ResourceKind | null): ResourceList {
  const [list, setList] = useState(() => ({ kind, list: recall(provider, kind) }))
  useEffect(() => {
    if (provider === null || kind === null) return
    let isCurrent = true
    const load = () => {
      provider.list(kind).then(
        (items) => {
          const known = loaded.get(provider) ?? new Map<ResourceKind, readonly Resource[]>()
          loaded.set(provider, known.set(kind, items))
          if (isCurrent) setList({ kind, list: { items, failure: null } })
        },
        (error: unknown) => {
          if (isCurrent) setList({ kind, list: { items: null, failure: toFailure(error) } })
        },
      )
    }
    load()
    globalThis.addEventListener('focus', load)
    return () => {
      isCurrent = false
      globalThis.removeEventListener('focus', load)
    }
  }, [provider, kind])
  return list.kind === kind ? list.list : recall(provider, kind)
}

function recall(provider: ResourceProvider | null, kind: ResourceKind | null): ResourceList {
  if (provider === null || kind === null) return nothing
  const items = loaded.get(provider)?.get(kind)
  return items === undefined ? nothing : { items, failure: null }
}
