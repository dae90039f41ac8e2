/** What a run holds until its end: timers, signals, the caller's signal, what admission lent. */
import { failure } from '../core/errors/failure.ts'
import type { Failure } from '../core/errors/failure.ts'
import type { Admission } from '../core/services/services.ts'
import type { Cancellable, Cancellation } from './cancellations.ts'

/** Why the signals of a run abort that has ended well: whoever still listens is no longer needed. */
const runEnded = failure('RUN_CANCELLED', {})

export class RunHoldings {
  admission: Admission | undefined
  /** The caller's signal. */
  cancellation: Cancellation | undefined
  #subRuns: Set<Cancellable> | undefined
  #timers: Set<ReturnType<typeof setTimeout>> | undefined
  #controller: AbortController | undefined
  /** Of attempts that are still open. */
  #attempts: Set<AbortController> | undefined
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Aborts when the run ends; made when first asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#isOver) this.#controller.abort(runEnded)
    }
    return this.#controller.signal
  }

  /** A controller that the end of the run aborts, unless it is dropped before. */
  addAttempt(): AbortController {
    const controller = new AbortController()
    if (this.#isOver) controller.abort(runEnded)
    else (this.#attempts ??= new Set()).add(controller)
    return controller
  }

  dropAttempt(controller: AbortController): void {
    this.#attempts?.delete(controller)
  }

  /** A sub-run that ends before the run does; gives what takes it away again. */
  addSubRun(subRun: Cancellable): () => void {
    const subRuns = (this.#subRuns ??= new Set())
    subRuns.add(subRun)
    return () => void subRuns.delete(subRun)
  }

  /** Those that still go on say how they end while the run's trace is open. */
  endSubRuns(): void {
    this.#subRuns?.forEach((subRun) => subRun.cancel())
    this.#subRuns = undefined
  }

  /** A timer that the end of the run clears; gives what stops it before. */
  later(ms: number, action: () => void): () => void {
    if (this.#isOver) return () => undefined
    const timers = (this.#timers ??= new Set())
    const timer = setTimeout(() => {
      timers.delete(timer)
      action()
    }, ms)
    timers.add(timer)
    return () => {
      clearTimeout(timer)
      timers.delete(timer)
    }
  }

  letGo(error: Failure = runEnded): void {
    this.#isOver = true
    this.#timers?.forEach((timer) => clearTimeout(timer))
    this.#timers = undefined
    this.cancellation?.leave()
    this.#controller?.abort(error)
    this.#attempts?.forEach((controller) => controller.abort(error))
    this.#attempts = undefined
    this.admission?.release()
  }
}
