/** Removes old runs a few at a time, between requests, so that no request waits for the cleaning. */
import type { RunStore } from '../core/stores/stores.ts'

export interface RetentionLimits {
  readonly keepDays: number
  readonly keepRuns: number
  /** Of traces. */
  readonly keepMegabytes: number
}

export const defaultRetention: RetentionLimits = { keepDays: 90, keepRuns: 100_000, keepMegabytes: 4_096 }

const sliceRuns = 100
const pauseMs = 20
const sweepEveryMs = 10 * 60_000
const dayMs = 24 * 3_600_000

export interface RetentionOptions {
  readonly store: RunStore
  readonly limits: RetentionLimits
  /** Called after runs were removed. */
  readonly onPruned: () => void
  readonly now?: () => number
}

export interface Retention {
  /** Removes what is beyond the limits now. @returns how many runs went */
  sweep(): Promise<number>
  /** Sweeps now and from time to time, until the end. */
  start(): void
  close(): Promise<void>
}

export function createRetention({ store, limits, onPruned, now = Date.now }: RetentionOptions): Retention {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  let sweeping: Promise<unknown> = Promise.resolve()

  const sweep = async (): Promise<number> => {
    const before = new Date(now() - limits.keepDays * dayMs).toISOString()
    let removed = 0
    while (!isClosed) {
      const { runs, hasMore } = await store.prune({
        before,
        keepRuns: limits.keepRuns,
        keepBytes: limits.keepMegabytes * 1e6,
        limit: sliceRuns,
      })
      removed += runs
      if (!hasMore) break
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    if (removed > 0) onPruned()
    return removed
  }
  const repeat = () => {
    if (isClosed) return
    // A store that fails is reported by the requests that need it; cleaning tries again later.
    sweeping = sweep().catch(() => undefined)
    void sweeping.then(() => {
      if (isClosed) return
      timer = setTimeout(repeat, sweepEveryMs)
      // A program that has nothing else to do may end.
      letGo(timer)
    })
  }
  return {
    sweep,
    start: repeat,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await sweeping
    },
  }
}

/** Node's timers keep a process alive unless told otherwise; a page's are numbers. */
function letGo(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref()
}
