/** Ids and hashes of an experiment's rows, packed: 12 bytes a row beside its id, where objects take hundreds. */
import type { PinnedRow } from '../../core/services/experiments.ts'

export interface RowPins {
  readonly count: number
  /** @param position from 0 to below `count` */
  id(position: number): string
  /** 16 hexadecimal digits. */
  hash(position: number): string
  /** The first id that a second row has too. */
  findDuplicate(): string | undefined
}

export interface RowPacker {
  add(row: Pick<PinnedRow, 'id' | 'hash'>): void
  finish(): RowPins
}

const startRows = 1_024
const startIdBytes = 16 * startRows

export function createRowPacker(): RowPacker {
  const encoder = new TextEncoder()
  let count = 0
  let ids = new Uint8Array(startIdBytes)
  /** Where each id begins, and the last one ends. */
  let starts = new Uint32Array(startRows + 1)
  /** Two for a row. */
  let hashes = new Uint32Array(2 * startRows)
  return {
    add: ({ id, hash }) => {
      const bytes = encoder.encode(id)
      const start = starts[count] ?? 0
      while (start + bytes.length > ids.length) ids = grow(ids, new Uint8Array(2 * ids.length))
      if (count + 1 === starts.length) {
        starts = grow(starts, new Uint32Array(2 * starts.length))
        hashes = grow(hashes, new Uint32Array(2 * starts.length))
      }
      ids.set(bytes, start)
      hashes[2 * count] = Number.parseInt(hash.slice(0, 8), 16)
      hashes[2 * count + 1] = Number.parseInt(hash.slice(8), 16)
      count += 1
      starts[count] = start + bytes.length
    },
    finish: () =>
      createRowPins(ids.slice(0, starts[count]), starts.slice(0, count + 1), hashes.slice(0, 2 * count)),
  }
}

export function packRows(rows: Iterable<Pick<PinnedRow, 'id' | 'hash'>>): RowPins {
  const packer = createRowPacker()
  for (const row of rows) packer.add(row)
  return packer.finish()
}

function grow<Part extends Uint8Array | Uint32Array>(old: Part, larger: Part): Part {
  larger.set(old)
  return larger
}

function createRowPins(ids: Uint8Array, starts: Uint32Array, hashes: Uint32Array): RowPins {
  const count = starts.length - 1
  const decoder = new TextDecoder()
  const bytesOf = (position: number) => ids.subarray(starts[position], starts[position + 1])
  const id = (position: number) => decoder.decode(bytesOf(position))
  const half = (index: number) => (hashes[index] ?? 0).toString(16).padStart(8, '0')
  return {
    count,
    id,
    hash: (position) => half(2 * position) + half(2 * position + 1),
    findDuplicate: () => {
      const sorted = Int32Array.from({ length: count }, (_, position) => position).sort((a, b) =>
        compareBytes(bytesOf(a), bytesOf(b)),
      )
      const again = sorted.findIndex(
        (position, index) =>
          index > 0 && compareBytes(bytesOf(sorted[index - 1] ?? 0), bytesOf(position)) === 0,
      )
      return again < 0 ? undefined : id(sorted[again] ?? 0)
    },
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
