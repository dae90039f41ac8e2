/** A clock that stands still until a test moves it: for `compile`'s `clock`, and for anything that waits. */
export interface FakeClock {
  /** Milliseconds since the clock was made. */
  now(): number
  /** Resolves once the clock has been moved that far, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Moves the clock; sleepers whose time has come wake in the order of their times. */
  advance(ms: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export function createFakeClock(): FakeClock {
  let time = 0
  const sleepers = new Set<Sleeper>()
  return {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const sleeper: Sleeper = { at: time + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    advance: async (ms) => {
      const until = time + ms
      for (;;) {
        const next = [...sleepers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        sleepers.delete(next)
        time = next.at
        next.wake()
        // Whoever woke may sleep again before the next one's turn.
        await new Promise((resolve) => setImmediate(resolve))
      }
      time = until
    },
  }
}
