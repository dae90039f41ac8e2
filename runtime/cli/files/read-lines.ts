/** Lines of a text file or of one packed with gzip, as a stream: a file larger than memory is no trouble. */
import { constants, createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { failure } from '../../core/errors/failure.ts'
import { invalidRow } from '../../core/rows/parse-json-row.ts'

export interface NumberedLine {
  readonly text: string
  /** From 1. */
  readonly line: number
}

/** Longer than any row has reason to be; a file without line breaks must not fill the memory. */
const MAX_LINE_BYTES = 64 * 1024 * 1024
const NEWLINE = 0x0a

/**
 * The lines that are not blank (with `keepBlank` all), without line breaks and byte order mark.
 *
 * @throws FILE_UNREADABLE, INVALID_UTF8 with the offset in the (unpacked) file, or ROW_INVALID for a line above 64 MiB
 */
export async function* readLines(
  file: string,
  { keepBlank = false }: { readonly keepBlank?: boolean } = {},
): AsyncGenerator<NumberedLine, void, undefined> {
  let line = 0
  let offset = 0
  for await (const bytes of splitLines(file)) {
    line++
    const text = decodeLine(bytes, file, line, offset)
    offset += bytes.length + 1
    if (keepBlank || text.trim() !== '') yield { text, line }
  }
}

/** The path itself, or with `.gz` when only that exists; undefined when neither does. */
export async function findFile(path: string): Promise<string | undefined> {
  for (const candidate of [path, `${path}.gz`]) {
    const isThere = await access(candidate, constants.R_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return candidate
  }
  return undefined
}

async function* splitLines(file: string): AsyncGenerator<Buffer, void, undefined> {
  let parts: Buffer[] = []
  let size = 0
  let line = 1
  for await (const chunk of readChunks(file)) {
    let from = 0
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      yield parts.length === 0
        ? chunk.subarray(from, to)
        : Buffer.concat([...parts, chunk.subarray(from, to)])
      parts = []
      size = 0
      line++
      from = to + 1
    }
    if (from < chunk.length) parts.push(chunk.subarray(from))
    size += chunk.length - from
    if (size > MAX_LINE_BYTES) throw invalidRow({ file, line }, '(row)', 'it is longer than 64 MiB')
  }
  if (parts.length > 0) yield Buffer.concat(parts)
}

async function* readChunks(file: string): AsyncGenerator<Buffer, void, undefined> {
  const source = createReadStream(file, { highWaterMark: 1 << 18 })
  const stream = file.endsWith('.gz') ? source.pipe(createGunzip()) : source
  // Errors of the file do not travel through pipe().
  if (stream !== source) source.on('error', (error) => stream.destroy(error))
  try {
    for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file, reason }, { cause })
  } finally {
    source.destroy()
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function decodeLine(bytes: Buffer, file: string, line: number, offset: number): string {
  try {
    return decoder.decode(bytes).replace(/\r$/, '')
  } catch {
    const at = offset + findInvalidByte(bytes)
    throw failure('INVALID_UTF8', { source: file, offset: at }, { path: `${file}:${line}` })
  }
}

/** Length of the longest prefix that is valid UTF-8. */
function findInvalidByte(bytes: Buffer): number {
  const roundTrip = Buffer.from(bytes.toString('utf8'), 'utf8')
  const at = bytes.findIndex((byte, i) => roundTrip[i] !== byte)
  return at < 0 ? bytes.length : at
}
