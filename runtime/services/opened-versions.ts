/** Resources in memory: the newest version that was opened of each, loaded once for all who wait for it. */
import type { Progress, TellProgress } from '../core/trace/events.ts'

/** Something that is being loaded, or has been. */
export interface Loading<Opened> {
  /** @param tell hears how far it is, from now on and at once where something was told before */
  wait(tell?: TellProgress): Promise<Opened>
}

export interface OpenedVersions<Opened> {
  /** Begins to load this version where it is not held; it takes the place of another. */
  open(id: string, version: string | number, load: Load<Opened>): Loading<Opened>
  forget(id: string): void
}

type Load<Opened> = (tell: TellProgress) => Promise<Opened>

export function createOpenedVersions<Opened>(): OpenedVersions<Opened> {
  const opened = new Map<string, { version: string | number; loading: Loading<Opened> }>()
  return {
    open: (id, version, load) => {
      const known = opened.get(id)
      if (known?.version === version) return known.loading
      // A failed load must not be remembered, nor end the process where nobody waits for it.
      const loading = begin(load, () => {
        if (opened.get(id)?.loading === loading) opened.delete(id)
      })
      opened.set(id, { version, loading })
      return loading
    },
    forget: (id) => void opened.delete(id),
  }
}

function begin<Opened>(load: Load<Opened>, onFailed: () => void): Loading<Opened> {
  const listeners = new Set<TellProgress>()
  let last: Progress | undefined
  const content = load((progress) => {
    last = progress
    for (const tell of listeners) tell(progress)
  })
  content.then(() => {
    last = undefined
  }, onFailed)
  return {
    wait: async (tell) => {
      if (tell === undefined) return content
      listeners.add(tell)
      if (last !== undefined) tell(last)
      try {
        return await content
      } finally {
        listeners.delete(tell)
      }
    },
  }
}
