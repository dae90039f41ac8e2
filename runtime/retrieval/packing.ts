/** How lists of texts and ascending lists of numbers are laid out as bytes. */
import type { SparseCounts } from './term-matrix.ts'

/** Numbers of 7 bits a byte, low bits first; small numbers take one byte. */
export class VarintWriter {
  #bytes = new Uint8Array(1 << 12)
  #length = 0

  write(value: number): void {
    if (this.#length + 5 > this.#bytes.length) {
      const bytes = new Uint8Array(this.#bytes.length * 2)
      bytes.set(this.#bytes)
      this.#bytes = bytes
    }
    let rest = value
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}

/** Reads what {@link VarintWriter} wrote; 0 beyond the end. */
export class VarintReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  read(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#at++] ?? 0
    if (byte < 128) return byte
    let value = byte & 127
    for (let shift = 7; byte >= 128; shift += 7) {
      byte = bytes[this.#at++] ?? 0
      value |= (byte & 127) << shift
    }
    return value >>> 0
  }
}

/** Texts as UTF-8, each behind its length in bytes; lone surrogates become U+FFFD. */
export function packTexts(texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder()
  const encoded = texts.map((text) => encoder.encode(text))
  const lengths = new VarintWriter()
  lengths.write(texts.length)
  for (const bytes of encoded) lengths.write(bytes.length)
  const head = lengths.finish()
  const packed = new Uint8Array(encoded.reduce((sum, bytes) => sum + bytes.length, 4 + head.length))
  new DataView(packed.buffer).setUint32(0, head.length, true)
  packed.set(head, 4)
  let at = 4 + head.length
  for (const bytes of encoded) {
    packed.set(bytes, at)
    at += bytes.length
  }
  return packed
}

export function unpackTexts(packed: Uint8Array): string[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const headLength = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true)
  const lengths = new VarintReader(packed.subarray(4, 4 + headLength))
  let at = 4 + headLength
  return Array.from({ length: lengths.read() }, () => {
    const start = at
    at += lengths.read()
    return decoder.decode(packed.subarray(start, at))
  })
}

/** Postings by gaps: for each row its length, then gap and count of every entry. */
export function packPostings(postings: SparseCounts): Uint8Array {
  const writer = new VarintWriter()
  writer.write(postings.rows)
  writer.write(postings.termIds.length)
  for (let row = 0; row < postings.rows; row++) {
    const start = postings.rowStarts[row] ?? 0
    const end = postings.rowStarts[row + 1] ?? 0
    writer.write(end - start)
    let previous = -1
    for (let i = start; i < end; i++) {
      const id = postings.termIds[i] ?? 0
      writer.write(id - previous - 1)
      writer.write(postings.counts[i] ?? 0)
      previous = id
    }
  }
  return writer.finish()
}

export function unpackPostings(packed: Uint8Array): SparseCounts {
  const reader = new VarintReader(packed)
  const rows = reader.read()
  const entries = reader.read()
  const rowStarts = new Uint32Array(rows + 1)
  const termIds = new Int32Array(entries)
  const counts = new Uint16Array(entries)
  let at = 0
  for (let row = 0; row < rows; row++) {
    let previous = -1
    for (let left = reader.read(); left > 0; left--) {
      previous += reader.read() + 1
      termIds[at] = previous
      counts[at] = reader.read()
      at++
    }
    rowStarts[row + 1] = at
  }
  return { rows, rowStarts, termIds, counts }
}

/** The bytes of a typed array. */
export function toBytes(array: Float32Array | Uint32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

/** @param bytes aligned to 4 */
export function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}
