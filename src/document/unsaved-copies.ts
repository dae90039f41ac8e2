/** Changes that could not be saved yet, kept in the browser until they are. */
import { z } from 'zod'
import { documentSchema } from '../../runtime/core/document/document.ts'
import { forget, readRemembered, remember } from '../ui/remembered.ts'
import type { UnsavedCopies } from './autosave.ts'

const copySchema = z.object({ document: documentSchema, counter: z.int() })
const nameOf = (id: string) => `unsaved.${id}`

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
