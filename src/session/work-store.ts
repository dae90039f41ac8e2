/** What is built and trained right now, wherever that was started. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import { afterFrame } from '../ui/after-frame.ts'
import { loadResources } from './load-resources.ts'
import type { ResourceProvider, ResourceWork } from './resources.ts'

export interface WorkState {
  readonly underWay: readonly ResourceWork[]
}

export interface WorkStore {
  readonly store: StoreApi<WorkState>
  /** Begins to watch; call the result to stop. */
  start(): () => void
}

const isSameWork = (a: ResourceWork, b: ResourceWork) => a.kind === b.kind && a.id === b.id

/** Nothing goes on where the host cannot tell. */
export function createWorkStore(resources: ResourceProvider | null): WorkStore {
  const store = createStore<WorkState>(() => ({ underWay: [] }))
  let latest: readonly ResourceWork[] = []
  const hear = (provider: ResourceProvider, next: readonly ResourceWork[]) => {
    const ended = latest.filter((old) => !next.some((one) => isSameWork(one, old)))
    latest = next
    const show = () => store.setState({ underWay: latest })
    if (ended.length === 0) return show()
    // Only with what came of it is it over: else that would be said to be missing for a moment.
    const kinds = new Set(ended.map(({ kind }) => kind))
    void Promise.allSettled([...kinds].map((kind) => loadResources(provider, kind))).then(show)
  }
  return {
    store,
    start: () => {
      let stop: (() => void) | undefined
      const callOff = afterFrame(() => {
        stop = resources?.watchWork?.((next) => hear(resources, next))
      })
      return () => {
        callOff()
        stop?.()
      }
    },
  }
}

/** Ids of the indexes that are being built. */
export function listBuilt(work: StoreApi<WorkState> | null): readonly string[] {
  return (work?.getState().underWay ?? []).filter(({ kind }) => kind === 'index').map(({ id }) => id)
}

/** Calls back when other indexes are being built than before; call the result to stop. */
export function watchBuilt(work: StoreApi<WorkState> | null, onChange: () => void): () => void {
  let before = listBuilt(work).join()
  return (
    work?.subscribe(() => {
      const now = listBuilt(work).join()
      const isNews = now !== before
      before = now
      if (isNews) onChange()
    }) ?? (() => undefined)
  )
}
