/** What was used last, by key; what was not used for longest goes first. */
export interface RecentlyUsed<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
}

/** @param most entries kept */
export function createRecentlyUsed<Value>(most: number): RecentlyUsed<Value> {
  const entries = new Map<string, Value>()
  const set = (key: string, value: Value): void => {
    entries.delete(key)
    entries.set(key, value)
    for (const oldest of entries.keys()) {
      if (entries.size <= most) break
      entries.delete(oldest)
    }
  }
  return {
    get: (key) => {
      const value = entries.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
    set,
    delete: (key) => void entries.delete(key),
  }
}

/** What is kept under the key, else what `make` gives; what fails is not kept. */
export type Keeper<Value> = (key: string, make: () => Promise<Value>) => Promise<Value>

/**
 * Keeps what was made last under a few keys, so that making it again is saved while nothing changes.
 *
 * @param most how many are kept; the one that was asked for longest ago goes first
 */
export function createKeeper<Value>(most: number): Keeper<Value> {
  const kept = createRecentlyUsed<Promise<Value>>(most)
  return (key, make) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make()
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    return made
  }
}
