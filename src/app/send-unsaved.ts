/** Changes that could not be saved before their pipeline was left, or the page closed: sent once there is a connection. */
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { UnsavedCopies } from '../document/autosave.ts'
import type { DocumentStorage } from '../document/document-storage.ts'

/** `later`: there is no connection. `open`: something stands in the way, and a person decides when the pipeline is opened. */
export type SendOutcome = 'saved' | 'later' | 'open'

/** Sends the copy of one pipeline where nobody else has changed it meanwhile. */
export async function sendUnsaved(
  id: string,
  copies: UnsavedCopies,
  storage: DocumentStorage,
): Promise<SendOutcome> {
  const copy = copies.read(id)
  if (copy === null) return 'open'
  try {
    const result = await storage.save(copy.document, copy.counter)
    if (result.kind !== 'saved') return 'open'
    copies.remove(id)
    return 'saved'
  } catch (error) {
    return toFailure(error).code === 'SERVER_UNREACHABLE' ? 'later' : 'open'
  }
}
