/** The base weights that come with the package. */
import { readFile } from 'node:fs/promises'
import { failure } from '../core/errors/failure.ts'
import type { Language } from '../core/values.ts'
import type { ReaderWeights } from './reader-weights.ts'
import { parseReaderWeights } from './reader-weights.ts'

/** @throws READER_WEIGHTS_DAMAGED */
export async function loadShippedWeights(language: Language): Promise<ReaderWeights> {
  const file = new URL(`./weights/reader-${language}.bin`, import.meta.url)
  const bytes = await readFile(file).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw failure('READER_WEIGHTS_DAMAGED', { source: file.pathname, reason })
  })
  return parseReaderWeights(new Uint8Array(bytes), file.pathname)
}
