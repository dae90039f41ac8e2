/** Writes a file so that readers see the old content or the new, never half of it. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { failure } from '../../core/errors/failure.ts'

/** @throws FILE_UNWRITABLE */
export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  try {
    await writeFile(draft, content)
    await rename(draft, file)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNWRITABLE', { file, reason }, { cause })
  }
}
