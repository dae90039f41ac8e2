import { createRecentlyUsed } from '../core/recently-used.ts'

/**
 * Keeps what was made last under a few keys, so that making it again is saved while nothing changes.
 *
 * @param most how many are kept; the one that was asked for longest ago goes first
 */
export function createKeeper<Value>(most: number) {
  const kept = createRecentlyUsed<Promise<Value>>(most)
  /** What is kept under the key, else what `make` gives; what fails is not kept. */
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make()
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    return made
  }
}
