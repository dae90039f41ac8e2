/** Changes that could not be saved yet, kept in the browser until they are. */
import { z } from 'zod'
import { documentSchema } from '../../runtime/core/document/document.ts'
import { forget, listRemembered, readRemembered, remember } from '../ui/remembered.ts'
import type { UnsavedCopies } from './autosave.ts'

const copySchema = z.object({ document: documentSchema, counter: z.int() })
const start = 'unsaved.'
const nameOf = (id: string) => `${start}${id}`

/** Ids of the pipelines that have one. */
export const listUnsaved = (): readonly string[] =>
  listRemembered(start).map((name) => name.slice(start.length))

export const browserCopies: UnsavedCopies = {
  write: (id, copy) => remember(nameOf(id), JSON.stringify(copy)),
  read: (id) => {
    const text = readRemembered(nameOf(id))
    if (text === null) return null
    try {
      const copy = copySchema.safeParse(JSON.parse(text))
      return copy.success && copy.data.document.id === id ? copy.data : null
    } catch {
      // Cut short by a full disk: as good as absent.
      return null
    }
  },
  remove: (id) => forget(nameOf(id)),
}

/**
 * Does something while the copies of one pipeline are held: by any number of editors that have it open, in all tabs, or by one who
 * sends them alone. Who comes alone and finds an editor does nothing, and so do all where the browser has no locks.
 */
export async function holdUnsaved(
  id: string,
  as: 'editor' | 'alone',
  work: () => Promise<void>,
): Promise<void> {
  // Absent where the page does not come over a secure connection.
  const locks = (globalThis.navigator as Partial<Navigator>).locks
  if (locks === undefined) return as === 'editor' ? work() : undefined
  const options: LockOptions = as === 'editor' ? { mode: 'shared' } : { ifAvailable: true }
  await locks.request(`signalbox.${nameOf(id)}`, options, (lock) => (lock === null ? undefined : work()))
}
