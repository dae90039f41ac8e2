/** A component that is loaded when first shown. */
import type { ComponentType, LazyExoticComponent } from 'react'
import { lazy } from 'react'
import { LoadError } from './load-error.ts'

/** What cannot be fetched throws LoadError, for which the error boundary offers a reload. */
export function lazyComponent<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      return { default: await load() }
    } catch (error) {
      throw new LoadError(String(error), { cause: error })
    }
  })
}
