/** A whole text file, plain or packed with gzip, checked to be UTF-8. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { failure } from '../../core/errors/failure.ts'

/** A packed file may not grow beyond this. */
const maxUnpackedBytes = 64 * 1024 * 1024

/** @throws FILE_UNREADABLE, INVALID_UTF8 with the offset in the (unpacked) file */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readBytes(file)
  const text = bytes.toString('utf8')
  // Invalid bytes decode to U+FFFD; where the file holds that character itself, the round trip still agrees.
  const decoded = Buffer.from(text, 'utf8')
  if (decoded.equals(bytes)) return text.replace(/^\ufeff/, '')
  const offset = bytes.findIndex((byte, index) => byte !== decoded[index])
  throw failure('INVALID_UTF8', { source: file, offset: Math.max(0, offset) })
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const bytes = await readFile(file)
    return file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes }) : bytes
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file, reason }, { cause })
  }
}
