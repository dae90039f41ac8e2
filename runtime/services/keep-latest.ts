/** Keeps what was made last under a few keys, so that making it again is saved while nothing changes. */

/** @param most how many are kept; the one that was asked for longest ago goes first */
export function createKeeper<Value>(most: number) {
  const kept = new Map<string, Promise<Value>>()
  /** What is kept under the key, else what `make` gives; what fails is not kept. */
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key) ?? make()
    kept.delete(key)
    kept.set(key, known)
    known.catch(() => kept.delete(key))
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    return known
  }
}
