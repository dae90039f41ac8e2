/** Where one is in the app: `#/view/part/part`. The address can be shared, and Back works. */
import { useMemo, useSyncExternalStore } from 'react'

export interface Route {
  /** First part of the path, empty at the start. */
  readonly view: string
  readonly parts: readonly string[]
}

const subscribe = (onChange: () => void) => {
  globalThis.addEventListener('hashchange', onChange)
  return () => globalThis.removeEventListener('hashchange', onChange)
}

export function parseRoute(hash: string): Route {
  const [view = '', ...parts] = hash
    .replace(/^#\/?/, '')
    .split('/')
    .map((part) => decodePart(part))
  return { view, parts: parts.filter((part) => part !== '') }
}

// A broken escape in a pasted address is text like any other.
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a place, for links: `hrefOf('runs', runId)`. */
export function hrefOf(...path: readonly string[]): string {
  return `#/${path.map(encodeURIComponent).join('/')}`
}

export function navigateTo(...path: readonly string[]): void {
  globalThis.location.hash = hrefOf(...path)
}

/** Replaces the address without a step in the history. */
export function replaceRoute(...path: readonly string[]): void {
  globalThis.history.replaceState(globalThis.history.state, '', hrefOf(...path))
  globalThis.dispatchEvent(new HashChangeEvent('hashchange'))
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    subscribe,
    () => globalThis.location.hash,
    () => '',
  )
  return useMemo(() => parseRoute(hash), [hash])
}
