/** Sends what an editor that is no longer open could not save, in this page or an earlier one, by itself. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { browserCopies, holdUnsaved, listUnsaved } from '../document/unsaved-copies.ts'
import { createHttpStorage } from '../document/document-storage.ts'
import { useServer } from '../session/server-context.tsx'

const everyMs = 3_000

export function useUnsavedQueue(): void {
  const server = useServer()
  const queries = useQueryClient()
  useEffect(() => {
    const storage = createHttpStorage(server)
    // What somebody has to decide on is not tried again until it is decided.
    const left = new Set<string>()
    let isBusy = false
    const send = async () => {
      const unsaved = listUnsaved()
      for (const id of left) if (!unsaved.includes(id)) left.delete(id)
      const ids = unsaved.filter((id) => !left.has(id))
      if (ids.length === 0) return
      const { sendUnsaved } = await import('./send-unsaved.ts')
      for (const id of ids) {
        await holdUnsaved(id, 'alone', async () => {
          const outcome = await sendUnsaved(id, browserCopies, storage)
          if (outcome === 'open') left.add(id)
          if (outcome === 'saved') await queries.invalidateQueries({ queryKey: ['pipelines'] })
        })
      }
    }
    const timer = setInterval(() => {
      if (isBusy) return
      isBusy = true
      void send()
        .catch(() => undefined)
        .finally(() => {
          isBusy = false
        })
    }, everyMs)
    return () => clearInterval(timer)
  }, [server, queries])
}
