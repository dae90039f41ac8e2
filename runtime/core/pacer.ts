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

/** Carries out work that is cut into steps at once. */
export function finishSteps<Result>(steps: Generator<number, Result, void>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/**
 * Carries out work that is cut into steps, and gives way between them.
 *
 * @param onStep hears what each step yields
 */
export async function paceSteps<Result>(
  steps: Generator<number, Result, void>,
  onStep: (value: number) => void,
): Promise<Result> {
  const pacer = createPacer()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    onStep(step.value)
    if (pacer.isDue()) await pacer.pause()
  }
}
