/** What a host has of one kind of resource, loaded when a picker first asks and again when the window comes back. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useLocale } from '../messages/messages-context.tsx'
import { loadResources, recallResources, watchResources } from './load-resources.ts'
import type { Resource, ResourceKind, ResourceProvider } from './resources.ts'

export interface ResourceList {
  /** Null until they are loaded. */
  readonly items: readonly Resource[] | null
  readonly failure: Failure | null
}

export interface ReloadableList extends ResourceList {
  /** Asks the host anew; resolves when the answer shows, a failure included. */
  readonly reload: () => Promise<void>
}

const nothing: ResourceList = { items: null, failure: null }

export function useResources(provider: ResourceProvider | null, kind: ResourceKind | null): ReloadableList {
  const locale = useLocale()
  const [list, setList] = useState(() => ({ kind, list: recall(provider, kind) }))
  const reload = useCallback(async () => {
    if (provider === null || kind === null) return
    const next = await loadResources(provider, kind).then(
      (items): ResourceList => ({ items, failure: null }),
      (error: unknown): ResourceList => ({ items: null, failure: toFailure(error) }),
    )
    setList({ kind, list: next })
  }, [provider, kind])
  useEffect(() => {
    const load = () => void reload()
    load()
    globalThis.addEventListener('focus', load)
    // Others ask too, as when a build has ended.
    const stop =
      provider === null
        ? undefined
        : watchResources(provider, (changed) => {
            if (changed === kind) setList({ kind, list: recall(provider, kind) })
          })
    return () => {
      globalThis.removeEventListener('focus', load)
      stop?.()
    }
    // In another language the lists read otherwise.
  }, [reload, provider, kind, locale])
  return { ...(list.kind === kind ? list.list : recall(provider, kind)), reload }
}

function recall(provider: ResourceProvider | null, kind: ResourceKind | null): ResourceList {
  if (provider === null || kind === null) return nothing
  const items = recallResources(provider, kind)
  return items === undefined ? nothing : { items, failure: null }
}
