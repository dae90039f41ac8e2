/** One blob of bytes for each chunk of an index, laid end to end; where each begins is read when one is first asked for. */
import { VarintReader, VarintWriter } from './packing.ts'

export class ChunkBlobs {
  readonly count: number
  /** The length of the list of lengths, that list, then the blobs. */
  readonly packed: Uint8Array
  #starts: Uint32Array | undefined

  private constructor(packed: Uint8Array, count: number) {
    this.packed = packed
    this.count = count
  }

  static pack(blobs: readonly Uint8Array[]): ChunkBlobs {
    const lengths = new VarintWriter()
    for (const { length } of blobs) lengths.write(length)
    const head = lengths.finish()
    const size = new VarintWriter()
    size.write(head.length)
    const parts = [size.finish(), head, ...blobs]
    const packed = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      packed.set(part, at)
      at += part.length
    }
    return new ChunkBlobs(packed, blobs.length)
  }

  /** @param packed kept, not copied */
  static unpack(packed: Uint8Array, count: number): ChunkBlobs {
    return new ChunkBlobs(packed, count)
  }

  /** Undefined where there is no such chunk. */
  at(chunk: number): Uint8Array | undefined {
    if (chunk < 0 || chunk >= this.count) return undefined
    const starts = (this.#starts ??= this.#findStarts())
    return this.packed.subarray(starts[chunk], starts[chunk + 1])
  }

  #findStarts(): Uint32Array {
    const reader = new VarintReader(this.packed)
    const length = reader.read()
    const starts = new Uint32Array(this.count + 1)
    let at = length + varintSize(length)
    for (let chunk = 0; chunk < this.count; chunk += 1) {
      starts[chunk] = at
      at += reader.read()
    }
    starts[this.count] = at
    return starts
  }
}

function varintSize(value: number): number {
  let size = 1
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) size += 1
  return size
}
