/** What a run shares with its parts, the runs of its sub-pipelines, at whatever depth. */
import type { NodeCache } from './node-cache.ts'
import { createNodeCache } from './node-cache.ts'
import type { GroupedReuse } from './reuse-inside.ts'
import { groupReuse, reuseOf } from './reuse-inside.ts'
import { optionsForParts } from './run-request.ts'
import type { RunOptions } from './run-result.ts'
import type { SubRunBudget } from './sub-run-trace.ts'
import { createSubRunBudget } from './sub-run-trace.ts'

export class RunParts {
  /** What each part is run with. */
  readonly options: RunOptions
  readonly #reuse: RunOptions['reuse']
  readonly #outer: RunParts | undefined
  #cache: NodeCache | undefined
  #traceBudget: SubRunBudget | undefined
  #grouped: GroupedReuse | undefined

  /** `outer`: those of the run that this one is a part of. */
  constructor(options: RunOptions, runId: string, outer: RunParts | undefined) {
    this.options = optionsForParts(options, runId)
    this.#reuse = options.reuse
    this.#outer = outer
  }

  /** What nodes gave that are kept for as long as the whole run. */
  get cache(): NodeCache {
    return (this.#cache ??= this.#outer?.cache ?? createNodeCache())
  }

  /** How much all parts together may still leave in the trace. */
  get traceBudget(): SubRunBudget {
    return (this.#traceBudget ??= this.#outer?.traceBudget ?? createSubRunBudget())
  }

  /** What was kept for the nodes inside `node`, for the item if it is for one. */
  reuseInside(node: string, item: number | undefined): RunOptions['reuse'] {
    if (this.#reuse === undefined) return undefined
    this.#grouped ??= groupReuse(this.#reuse)
    return reuseOf(this.#grouped, node, item)
  }
}
