import { createRecentlyUsed } from './recently-used.ts'

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
