/** What a host is asked for, and asked for again when the window comes back. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'

export interface Loaded<Value> {
  /** Null until it has come. */
  readonly value: Value | null
  readonly failure: Failure | null
}

const nothing = { value: null, failure: null }

/**
 * @param load asked whenever it is another function; null to ask for nothing
 * @param about while this stays the same, what came before is shown until the next has come
 */
export function useLoaded<Value>(about: string, load: (() => Promise<Value>) | null): Loaded<Value> {
  const [last, setLast] = useState<Loaded<Value> & { readonly about: string }>({ about, ...nothing })
  useEffect(() => {
    if (load === null) return
    let isWanted = true
    const ask = () => {
      load().then(
        (value) => isWanted && setLast({ about, value, failure: null }),
        (error: unknown) => isWanted && setLast({ about, value: null, failure: toFailure(error) }),
      )
    }
    ask()
    globalThis.addEventListener('focus', ask)
    return () => {
      isWanted = false
      globalThis.removeEventListener('focus', ask)
    }
  }, [about, load])
  return load !== null && last.about === about ? last : nothing
}
