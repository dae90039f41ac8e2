/** Lets long synchronous work give way: to the event loop, and to a caller who has changed his mind. */

const SLICE_MS = 20

export interface Pacer {
  /** Resolves after the event loop has had a turn, when the slice of time is used up; throws when aborted. */
  pause(): Promise<void>
  /** True when the slice is used up; asking costs far less than awaiting. */
  isDue(): boolean
}

/** @throws the signal's reason, at the next pause after it is aborted */
export function createPacer(signal?: AbortSignal): Pacer {
  let sliceEnd = performance.now() + SLICE_MS
  return {
    isDue: () => performance.now() >= sliceEnd,
    async pause() {
      signal?.throwIfAborted()
      await new Promise((resolve) => setTimeout(resolve, 0))
      signal?.throwIfAborted()
      sliceEnd = performance.now() + SLICE_MS
    },
  }
}
