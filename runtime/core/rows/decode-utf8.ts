/** Bytes as text, refused where they are not valid UTF-8. */
import { failure } from '../errors/failure.ts'

/** Without a byte order mark. @throws INVALID_UTF8 with the offset of the first invalid byte */
export function decodeUtf8(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw failure('INVALID_UTF8', { source, offset: countValidBytes(bytes) }, { cause })
  }
}

/** How many bytes from the start are valid UTF-8, by halving. */
function countValidBytes(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    // In stream mode a character cut at the end is no error.
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      low = middle
    } catch {
      high = middle - 1
    }
  }
  return low
}
