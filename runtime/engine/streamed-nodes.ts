/** Nodes whose text the client has seen, or that led to it: they are not tried again. */
import type { Plan } from './plan.ts'
import { findAncestors } from './plan.ts'

export class StreamedNodes {
  /** Positions; undefined until something was streamed, as in most runs. */
  #seen: Set<number> | undefined

  has(position: number): boolean {
    return this.#seen?.has(position) === true
  }

  add(plan: Plan, position: number): void {
    if (this.has(position)) return
    this.#seen ??= new Set()
    this.#seen.add(position)
    for (const ancestor of findAncestors(plan, position)) this.#seen.add(ancestor)
  }
}
