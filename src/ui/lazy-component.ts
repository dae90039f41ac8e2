/** A component that is loaded when first shown. */
import type { ComponentType } from 'react'
import { createElement, lazy } from 'react'
import { LoadError, tellLoaded } from './load-error.ts'

const renewMs = 1_000

/** What cannot be fetched throws LoadError, for which the error boundary offers to try again. */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const make = () =>
    lazy(async () => {
      try {
        await mendStyles(failed)
        const loaded = { default: await load() }
        tellLoaded()
        return loaded
      } catch (error) {
        failed = error
        const renew = () => {
          // What is under way at a person's demand is not begun once more.
          clearTimeout(timer)
          Loaded = make()
        }
        // Where it is shown again later; not before the failure is on the screen, or it would be fetched without end.
        const timer = setTimeout(renew, renewMs)
        throw new LoadError(error, renew)
      }
    })
  let failed: unknown
  let Loaded: ComponentType<Props> = make()
  return (props) => createElement(Loaded, props)
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
