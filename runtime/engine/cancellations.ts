/**
 * The runs that wait for a caller's signal. Each signal carries one listener for all of them, and none when there are none.
 * A list that is overwritten in place, not a set: what was removed must not be kept alive by old generations of a hash
 * table or of Node's listeners, and the run's whole trace with it.
 */
export interface Cancellable {
  cancel(): void
}

/** A run's place among those that wait for one signal. */
export interface Cancellation {
  /** The run no longer waits. */
  leave(): void
}

export type Listen = (signal: AbortSignal, run: Cancellable) => Cancellation

export function createCancellations(): Listen {
  const groups = new WeakMap<AbortSignal, Group>()
  return (signal, run) => {
    let group = groups.get(signal)
    if (group === undefined) {
      group = new Group(signal)
      groups.set(signal, group)
    }
    return group.add(run)
  }
}

class Group {
  readonly #signal: AbortSignal
  readonly #members: Member[] = []

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  add(run: Cancellable): Member {
    if (this.#members.length === 0) this.#signal.addEventListener('abort', this)
    const member = new Member(this, run, this.#members.length)
    this.#members.push(member)
    return member
  }

  /** The last one takes the place that becomes free. */
  remove(place: number): void {
    const last = this.#members.pop()
    if (last !== undefined && last.place !== place) {
      last.place = place
      this.#members[place] = last
    }
    if (this.#members.length === 0) this.#signal.removeEventListener('abort', this)
  }

  handleEvent(): void {
    for (const { run } of this.#members.slice()) run?.cancel()
  }
}

class Member implements Cancellation {
  place: number
  run: Cancellable | undefined
  readonly #group: Group

  constructor(group: Group, run: Cancellable, place: number) {
    this.#group = group
    this.run = run
    this.place = place
  }

  leave(): void {
    if (this.run === undefined) return
    this.run = undefined
    this.#group.remove(this.place)
  }
}
