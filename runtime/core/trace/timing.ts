/** Where the time of a run went. */

/** Time of one node, in milliseconds. */
export interface NodeTiming {
  readonly node: string
  readonly queuedAt: number
  readonly startedAt: number
  readonly finishedAt: number
  /** Waiting for an adapter, part of the time between start and finish. */
  readonly loadMs: number
  readonly isOnCriticalPath: boolean
}

/**
 * `parts` lie along the critical path (the latest finishing predecessor, walked back from the output) and add up to
 * `wallMs` to 0.1 ms: `node` is work inside nodes, `queue` waiting for a free slot, `load` waiting for adapters,
 * `engine` everything between. `offPathMs` is node time that ran beside the path.
 */
export interface RunTiming {
  readonly wallMs: number
  readonly parts: {
    readonly node: number
    readonly queue: number
    readonly engine: number
    readonly load: number
  }
  readonly offPathMs: number
  readonly criticalPath: readonly string[]
  readonly nodes: readonly NodeTiming[]
}
