/** Work that has to wait for other work on the same thing. */

/** Starts `work` once all that was given before under the same key has ended, well or not. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

export function createTurns(): InTurn {
  const turns = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const result = (turns.get(key) ?? Promise.resolve()).then(work)
    const settled = result
      .catch(() => undefined)
      .finally(() => {
        if (turns.get(key) === settled) turns.delete(key)
      })
    turns.set(key, settled)
    return result
  }
}
