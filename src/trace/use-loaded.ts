/** Loads something once for as long as its key stays the same. */
import { useEffect, useRef, useState } from 'react'

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: unknown }

export function useLoaded<Value>(key: string, load: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly result: Loaded<Value> } | null>(null)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  useEffect(() => {
    let isCurrent = true
    const show = (result: Loaded<Value>) => {
      if (isCurrent) setLoaded({ key, result })
    }
    latest.current().then(
      (value) => show({ state: 'ready', value }),
      (error: unknown) => show({ state: 'failed', error }),
    )
    return () => {
      isCurrent = false
    }
  }, [key])
  return loaded?.key === key ? loaded.result : { state: 'loading' }
}
