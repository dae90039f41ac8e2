/**
 * Things that are to be removed for good in a moment: until then an undo costs nothing, not even their results. A page that is
 * left in between removes them as it goes.
 */
type Listener = () => void

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>
  readonly remove: () => Promise<void>
}

/** A little longer than the message that offers the undo stays. */
const waitMs = 7_000

export class RemovalQueue {
  readonly #waiting = new Map<string, Waiting>()
  readonly #listeners = new Set<Listener>()
  #ids: ReadonlySet<string> = new Set()

  constructor() {
    globalThis.addEventListener('pagehide', () => this.flush())
  }

  /** Ids that wait; the same set until it changes. */
  readonly read = (): ReadonlySet<string> => this.#ids

  readonly subscribe = (listener: Listener): Listener => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  add(id: string, remove: () => Promise<void>): void {
    this.undo(id)
    this.#waiting.set(id, { remove, timer: setTimeout(() => this.#run(id), waitMs) })
    this.#announce()
  }

  undo(id: string): void {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) return
    clearTimeout(waiting.timer)
    this.#waiting.delete(id)
    this.#announce()
  }

  /** Removes at once whatever waits. */
  flush(): void {
    for (const id of this.#waiting.keys()) this.#run(id)
  }

  /** It stays out of sight until it is gone, or comes back when it could not be removed. */
  #run(id: string): void {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) return
    clearTimeout(waiting.timer)
    void waiting.remove().finally(() => {
      if (this.#waiting.get(id) !== waiting) return
      this.#waiting.delete(id)
      this.#announce()
    })
  }

  #announce(): void {
    this.#ids = new Set(this.#waiting.keys())
    for (const listener of this.#listeners) listener()
  }
}
