/** State that a browser keeps between visits; private modes and full disks are no reason to fail. */
import { useCallback, useState } from 'react'

const prefix = 'signalbox.'

export function readRemembered(name: string): string | null {
  try {
    return globalThis.localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    globalThis.localStorage.setItem(prefix + name, value)
  } catch {
    // Forgotten at the next visit, nothing worse.
  }
}

export function forget(name: string): void {
  try {
    globalThis.localStorage.removeItem(prefix + name)
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

export function useRememberedNumber(
  name: string,
  initial: number,
): readonly [number, (value: number) => void] {
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
