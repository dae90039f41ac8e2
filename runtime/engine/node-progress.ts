/** How far a node is, told so seldom that a node may report every step of a tight loop. */
import type { Progress } from '../core/trace/events.ts'

/** Between two events; what takes less in all leaves none. */
const pauseMs = 100
/** The pause grows by this share with each event: ten minutes leave some 500. */
const growth = 0.05

/** A timer, and what stops it. */
type Later = (ms: number, action: () => void) => () => void

export class NodeProgress {
  readonly #later: Later
  readonly #tell: (progress: Progress) => void
  #waiting: Progress | undefined
  #stop: (() => void) | undefined
  #told = 0

  constructor(later: Later, tell: (progress: Progress) => void) {
    this.#later = later
    this.#tell = tell
  }

  report(progress: Progress): void {
    this.#waiting = progress
    this.#stop ??= this.#pause()
  }

  close(): void {
    this.#stop?.()
  }

  #pause(): () => void {
    return this.#later(pauseMs * (1 + growth * this.#told), () => {
      const progress = this.#waiting
      this.#stop = undefined
      this.#waiting = undefined
      if (progress === undefined) return
      this.#told += 1
      this.#stop = this.#pause()
      this.#tell(progress)
    })
  }
}
