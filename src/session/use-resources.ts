/** What a host has of one kind of resource, loaded when a picker first asks and again when the window comes back. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { loadResources, recallResources } from './load-resources.ts'
import type { Resource, ResourceKind, ResourceProvider } from './resources.ts'

export interface ResourceList {
  /** Null until they are loaded. */
  readonly items: readonly Resource[] | null
  readonly failure: Failure | null
}

const nothing: ResourceList = { items: null, failure: null }

export function useResources(provider: ResourceProvider | null, kind: ResourceKind | null): ResourceList {
  const [list, setList] = useState(() => ({ kind, list: recall(provider, kind) }))
  useEffect(() => {
    if (provider === null || kind === null) return
    let isCurrent = true
    const load = () => {
      loadResources(provider, kind).then(
        (items) => {
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
  const items = recallResources(provider, kind)
  return items === undefined ? nothing : { items, failure: null }
}
