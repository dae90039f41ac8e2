/** A whole text file, checked to be UTF-8. */
import { readFile } from 'node:fs/promises'
import { failure } from '../../core/errors/failure.ts'

/** @throws FILE_UNREADABLE, INVALID_UTF8 */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw failure('FILE_UNREADABLE', { file, reason: error instanceof Error ? error.message : String(error) })
  })
  const text = bytes.toString('utf8')
  // Invalid bytes decode to U+FFFD; where the file holds that character itself, the round trip still agrees.
  if (!Buffer.from(text, 'utf8').equals(bytes)) {
    const decoded = Buffer.from(text, 'utf8')
    const offset = bytes.findIndex((byte, index) => byte !== decoded[index])
    throw failure('INVALID_UTF8', { source: file, offset: Math.max(0, offset) })
  }
  return text
}
