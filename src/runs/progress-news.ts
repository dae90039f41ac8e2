/** Of what goes on, the steps that are told to those who hear them: the start, each quarter, the end; not every tick. */
import type { Progress } from '../../runtime/core/trace/events.ts'
import { shareOf } from './describe-progress.ts'

export class ProgressNews {
  /** Told last, by what it is about. */
  readonly #told = new Map<string, { readonly activity: string | undefined; readonly quarter: number }>()

  isNews(what: string, progress: Progress): boolean {
    const { activity } = progress
    // The last step is told by the end.
    const quarter = Math.min(3, Math.floor((shareOf(progress) ?? 0) * 4))
    const last = this.#told.get(what)
    if (last?.activity === activity && last !== undefined && quarter <= last.quarter) return false
    this.#told.set(what, { activity, quarter })
    return true
  }

  /** Whether it has been told of. */
  end(what: string): boolean {
    return this.#told.delete(what)
  }

  /** All of which it was told and not yet the end. */
  listOpen(): readonly string[] {
    return [...this.#told.keys()]
  }

  clear(): void {
    this.#told.clear()
  }
}
