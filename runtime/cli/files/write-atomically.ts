/** Writes a file so that readers see the old content or the new, never half of it. */
import { rename, rm, writeFile } from 'node:fs/promises'

export async function writeAtomically(file: string, content: Uint8Array | string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  try {
    await writeFile(draft, content)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
