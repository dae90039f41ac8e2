/** A chosen file as text: unpacked where it is `.gz`, checked to be UTF-8. */
import { failure } from '../../../runtime/core/errors/failure.ts'
import { decodeUtf8 } from '../../../runtime/core/rows/decode-utf8.ts'

export interface TextFile {
  /** As the person knows it, without `.gz`. */
  readonly name: string
  readonly text: string
}

/** What a page takes in at once; larger collections belong on the command line. */
const mostBytes = 64_000_000

/** @throws DOCUMENT_TOO_LARGE, FILE_UNREADABLE or INVALID_UTF8 */
export async function readImportFile(file: File): Promise<TextFile> {
  const bytes = await readBytes(file)
  return { name: file.name.replace(/\.gz$/i, ''), text: decodeUtf8(bytes, file.name) }
}

async function readBytes(file: File): Promise<Uint8Array> {
  if (file.size > mostBytes) throw tooLarge(file.name, file.size)
  try {
    if (!/\.gz$/i.test(file.name)) return new Uint8Array(await file.arrayBuffer())
    return await unpack(file)
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'Failure') throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file: file.name, reason }, { cause })
  }
}

/** Stops at the limit, whatever the packed file claims to be. */
async function unpack(file: File): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    size += value.length
    if (size > mostBytes) {
      await reader.cancel()
      throw tooLarge(file.name, size)
    }
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function tooLarge(source: string, bytes: number): Error {
  return failure('DOCUMENT_TOO_LARGE', { source, bytes, limit: mostBytes })
}
