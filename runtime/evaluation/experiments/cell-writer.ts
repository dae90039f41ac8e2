/** Writes cells in batches, each in one transaction: what a batch costs is mostly the wait for the disk. */
import type { ExperimentStore, PlacedCell } from '../../core/stores/stores.ts'

export interface CellWriter {
  /** @param before must be stored before the cells are */
  add(cells: readonly PlacedCell[], before?: Promise<unknown>): void
  /** Resolves once so few cells wait that more may come. @throws the store's failure */
  room(): Promise<void> | undefined
  /** Resolves when everything added so far is stored. @throws the store's failure */
  flush(): Promise<void>
}

/** With so many waiting, no more may come. */
const mostWaiting = 2_000
/** So many are written at once, and fewer after so long: what is lost when the process dies is measured again. */
const enough = 500
const gatherMs = 50

export function createCellWriter(
  store: Pick<ExperimentStore, 'putCells'>,
  experiment: string,
  onStored: (cells: readonly PlacedCell[]) => void,
): CellWriter {
  let waiting: PlacedCell[] = []
  let before: Promise<unknown>[] = []
  let writing: Promise<void> | undefined
  let isHurried = false
  let hurry = () => {}

  /** Resolves when enough has gathered. */
  const gather = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gatherMs)
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      if (waiting.length < enough && !isHurried) await gather()
      const batch = waiting
      const first = before
      waiting = []
      before = []
      if (first.length > 0) await Promise.all(first)
      await store.putCells(experiment, batch)
      onStored(batch)
    }
  }
  const start = (): Promise<void> => {
    if (writing !== undefined) return writing
    const current = writeAll().then(() => {
      writing = undefined
      return waiting.length > 0 ? start() : undefined
    })
    // A failure stays: nothing is written after it, and whoever waits hears of it.
    current.catch(() => undefined)
    writing = current
    return current
  }
  return {
    add: (cells, first) => {
      waiting.push(...cells)
      if (first !== undefined) {
        first.catch(() => undefined)
        before.push(first)
      }
      if (waiting.length >= enough) hurry()
      void start()
    },
    room: () => (waiting.length > mostWaiting ? start() : undefined),
    flush: () => {
      isHurried = true
      hurry()
      return start()
    },
  }
}
