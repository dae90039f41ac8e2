import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PlacedCell } from '../../core/stores/stores.ts'
import { makeCell } from '../../testing/experiment-cells.ts'
import { createCellWriter } from './cell-writer.ts'

const cellsFrom = (first: number, count = 1): PlacedCell[] =>
  Array.from({ length: count }, (_, index) => ({
    place: { row: first + index, variant: 0, repetition: 0, arm: 0 },
    cell: makeCell({ variant: 'v', row: `r${first + index}` }),
  }))
const rowsOf = (cells: readonly PlacedCell[]) => cells.map(({ place }) => place.row)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

function setUp() {
  const batches: number[][] = []
  const stored: number[] = []
  const putCells = vi.fn(async (_experiment: string, cells: readonly PlacedCell[]) => {
    batches.push(rowsOf(cells))
    return cells.length
  })
  const writer = createCellWriter({ putCells }, 'lab', (cells) => stored.push(...rowsOf(cells)))
  return { writer, putCells, batches, stored }
}

/** Holds a write back until it is let go. */
function gate() {
  let open = () => {}
  let fail = (_error: Error) => {}
  const held = new Promise<void>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { held, open, fail }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('writing cells', () => {
  it('gathers them for 50 ms', async () => {
    const { writer, batches, stored } = setUp()
    writer.add(cellsFrom(0))
    await vi.advanceTimersByTimeAsync(30)
    writer.add(cellsFrom(1, 2))
    await vi.advanceTimersByTimeAsync(19)
    expect(batches).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect([batches, stored]).toEqual([[[0, 1, 2]], [0, 1, 2]])
    writer.add(cellsFrom(3))
    await vi.advanceTimersByTimeAsync(49)
    expect(batches).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(batches[1]).toEqual([3])
  })

  it('writes 500 at once, without waiting for more', async () => {
    const { writer, batches } = setUp()
    writer.add(cellsFrom(0, 499))
    await vi.advanceTimersByTimeAsync(10)
    expect(batches).toEqual([])
    writer.add(cellsFrom(499))
    await vi.advanceTimersByTimeAsync(0)
    expect(batches).toEqual([upTo(500)])
  })

  it('has room for more until 2,000 wait, and again when they are stored', async () => {
    const { writer, putCells, stored } = setUp()
    const slow = gate()
    putCells.mockImplementationOnce(() => slow.held.then(() => 500))
    writer.add(cellsFrom(0, 500))
    await vi.advanceTimersByTimeAsync(0)
    writer.add(cellsFrom(500, 2_000))
    expect(writer.room()).toBeUndefined()
    writer.add(cellsFrom(2_500))
    const room = writer.room()
    slow.open()
    await room
    expect(stored).toEqual(upTo(2_501))
    expect(writer.room()).toBeUndefined()
  })

  it('stores first what must be there before', async () => {
    const { writer, batches } = setUp()
    const trace = gate()
    writer.add(cellsFrom(0), trace.held)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(batches).toEqual([])
    trace.open()
    await vi.advanceTimersByTimeAsync(0)
    expect(batches).toEqual([[0]])
  })

  it('loses nothing when it closes, neither what waits nor what comes while a batch is written', async () => {
    const { writer, putCells, batches, stored } = setUp()
    const slow = gate()
    writer.add(cellsFrom(0))
    putCells.mockImplementationOnce(async (_experiment, cells) => {
      await slow.held
      batches.push(rowsOf(cells))
      return cells.length
    })
    const flushed = writer.flush()
    await vi.advanceTimersByTimeAsync(0)
    writer.add(cellsFrom(1, 3))
    slow.open()
    // No time passes: nothing is gathered any more.
    await flushed
    expect([batches, stored]).toEqual([
      [[0], [1, 2, 3]],
      [0, 1, 2, 3],
    ])
  })
})

describe('a write that fails', () => {
  it('ends it: whoever waits hears of it, nothing is written after it, and nothing of it counts as stored', async () => {
    const { writer, putCells, stored } = setUp()
    writer.add(cellsFrom(0, 500))
    await vi.advanceTimersByTimeAsync(0)
    putCells.mockRejectedValueOnce(new Error('disk full'))
    writer.add(cellsFrom(500, 500))
    await vi.advanceTimersByTimeAsync(0)
    writer.add(cellsFrom(1_000, 2_001))
    await expect(writer.room()).rejects.toThrow('disk full')
    await expect(writer.flush()).rejects.toThrow('disk full')
    expect(stored).toEqual(upTo(500))
    expect(putCells).toHaveBeenCalledTimes(2)
  })

  it('is one too when what must be there before can not be stored', async () => {
    const { writer, putCells, stored } = setUp()
    const trace = gate()
    writer.add(cellsFrom(0), trace.held)
    trace.fail(new Error('no trace'))
    await expect(writer.flush()).rejects.toThrow('no trace')
    expect([stored, putCells.mock.calls]).toEqual([[], []])
  })
})
