/** A component that is loaded when first shown. */
import type { ComponentType } from 'react'
import { createElement, lazy, useState } from 'react'
import { LoadError, tellLoaded } from './load-error.ts'

const renewMs = 1_000

const neededSoon = new Set<() => Promise<unknown>>()

export interface LazyOptions {
  /** Loaded as soon as the first frame is drawn, to be there when it is asked for and when a connection drops. */
  readonly isNeededSoon?: boolean
}

/** What cannot be fetched throws LoadError, for which the error boundary offers to try again. */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isNeededSoon = false }: LazyOptions = {},
): ComponentType<Props> {
  // Drawn at once when it is there: what has to wait for a promise comes 300 ms after its fallback (React's throttle).
  let Ready: ComponentType<Props> | null = null
  let failed: unknown
  const fetch = async () => {
    try {
      await mendStyles(failed)
      Ready = await load()
      return Ready
    } catch (error) {
      failed = error
      throw error
    }
  }
  const make = () => {
    const part: ComponentType<Props> = lazy(async () => {
      try {
        const loaded = await fetch()
        queueMicrotask(tellLoaded)
        return { default: loaded }
      } catch (error) {
        const renew = () => {
          // What is under way at a person's demand is not begun once more.
          clearTimeout(timer)
          if (Loaded === part) Loaded = make()
        }
        // Where it is shown again later; not before the failure is on the screen, or it would be fetched without end.
        const timer = setTimeout(renew, renewMs)
        throw new LoadError(error, renew)
      }
    })
    return part
  }
  let Loaded: ComponentType<Props> = make()
  if (isNeededSoon) neededSoon.add(fetch)
  return function Lazy(props: Props) {
    // The one it began with: another would lose its state.
    const [Part] = useState(() => Ready ?? Loaded)
    return createElement(Part, props)
  }
}

/** Resolves when all that is needed soon came, or could not be fetched: what is drawn then says so. */
export async function loadNeededSoon(): Promise<void> {
  await Promise.allSettled([...neededSoon].map((fetch) => fetch()))
}

/** The bundler asks for a file of styles once only, whatever came of it, and names it when it does not come. */
async function mendStyles(failed: unknown): Promise<void> {
  const url = /Unable to preload CSS for (\S+)/.exec(String(failed))?.[1]
  if (url === undefined) return
  for (const old of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (!old.href.endsWith(url.replace(/^\.*/, ''))) continue
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = old.href
    await new Promise((resolve, reject) => {
      link.addEventListener('load', resolve)
      link.addEventListener('error', () => reject(new Error(String(failed))))
      old.replaceWith(link)
    })
  }
}
