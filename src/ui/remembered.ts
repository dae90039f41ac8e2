/** State that a browser keeps between visits; where it may not, it lasts as long as the page. */
import { createContext, useCallback, useContext, useState } from 'react'

const prefix = 'signalbox.'

/** In place of a storage that is forbidden, as in private modes, or full. */
const inPage = new Map<string, string>()

export function readRemembered(name: string): string | null {
  try {
    // What did not fit into the storage any more is newer than what stands there.
    return inPage.get(name) ?? globalThis.localStorage.getItem(prefix + name)
  } catch {
    return inPage.get(name) ?? null
  }
}

/** False when it lasts as long as the page only. */
export function remember(name: string, value: string): boolean {
  try {
    globalThis.localStorage.setItem(prefix + name, value)
    inPage.delete(name)
    return true
  } catch {
    inPage.set(name, value)
    return false
  }
}

/** The names that begin with `start`. */
export function listRemembered(start: string): readonly string[] {
  const names = new Set(inPage.keys())
  try {
    for (const key of Object.keys(globalThis.localStorage))
      if (key.startsWith(prefix)) names.add(key.slice(prefix.length))
  } catch {
    // Where nothing can be kept there is nothing else to list.
  }
  return [...names].filter((name) => name.startsWith(start))
}

export function forget(name: string): void {
  inPage.delete(name)
  try {
    globalThis.localStorage.removeItem(prefix + name)
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/** Editors with different scopes remember apart; without one they share what they remember. */
export const RememberedScope = createContext('')

export const scopedName = (scope: string, name: string) => (scope === '' ? name : `${scope}.${name}`)

export function useRememberedNumber(
  plainName: string,
  initial: number,
): readonly [number, (value: number) => void] {
  const name = scopedName(useContext(RememberedScope), plainName)
  const [value, setValue] = useState(() => {
    const text = readRemembered(name)
    const stored = Number(text)
    return text !== null && Number.isFinite(stored) ? stored : initial
  })
  const set = useCallback(
    (next: number) => {
      setValue(next)
      remember(name, String(next))
    },
    [name],
  )
  return [value, set]
}

export function useRememberedFlag(
  name: string,
  initial: boolean,
): readonly [boolean, (value: boolean) => void] {
  const [value, set] = useRememberedNumber(name, initial ? 1 : 0)
  const setFlag = useCallback((next: boolean) => set(next ? 1 : 0), [set])
  return [value === 1, setFlag]
}
