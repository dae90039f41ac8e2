/**
 * Saves a document a moment after each change, one save at a time. Without a connection the newest state waits and is kept in the
 * browser; when somebody else saved in between, nothing is overwritten: the two versions are merged, and where both changed
 * the same thing a person decides.
 */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { DocumentStorage, StoredDocument } from './document-storage.ts'
import type { Merge } from './merge-documents.ts'
import { mergeDocuments } from './merge-documents.ts'

export type SaveStatus = 'saved' | 'pending' | 'saving' | 'offline' | 'conflict' | 'refused'

export interface AutosaveState {
  readonly status: SaveStatus
  /** The counter of the last save. */
  readonly counter: number
  /** With `conflict`: what there is to decide. */
  readonly merge: Merge | null
  /** With `offline` and `refused`. */
  readonly failure: FailureData | null
}

/** Where changes that are not saved yet outlive the page. */
export interface UnsavedCopies {
  write(id: string, copy: StoredDocument): void
  read(id: string): StoredDocument | null
  remove(id: string): void
}

export interface AutosaveOptions {
  readonly storage: DocumentStorage
  readonly stored: StoredDocument
  readonly copies: UnsavedCopies
  /** Called with a merged document that has to be shown. */
  readonly onMerged: (document: PipelineDocument) => void
  readonly delayMs?: number
  readonly retryMs?: number
}

export interface Autosave {
  readonly store: StoreApi<AutosaveState>
  change(document: PipelineDocument): void
  /** Saves now what is not saved yet. @throws why it could not be saved; REVISION_CONFLICT while a decision is open */
  flush(): Promise<void>
  /** Takes up changes that an earlier page could not save. */
  recover(copy: StoredDocument): void
  /** Ends a conflict with the document that a person put together. */
  settle(document: PipelineDocument): Promise<void>
  /** Stops timers; what is not saved stays in the copies. */
  stop(): void
}

export function createAutosave(options: AutosaveOptions): Autosave {
  const { storage, copies, onMerged, delayMs = 500, retryMs = 3_000 } = options
  const { id } = options.stored.document
  const store = createStore<AutosaveState>(() => ({
    status: 'saved',
    counter: options.stored.counter,
    merge: null,
    failure: null,
  }))
  let base = options.stored
  let wanted = options.stored.document
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let isStopped = false

  const isSaved = () => wanted === base.document
  const schedule = (ms: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void saveAll().catch(() => undefined), ms)
  }

  const accept = (stored: StoredDocument, sent: PipelineDocument) => {
    base = { document: sent, counter: stored.counter }
    if (isSaved()) copies.remove(id)
    store.setState({
      status: isSaved() ? 'saved' : 'pending',
      counter: stored.counter,
      merge: null,
      failure: null,
    })
  }

  const meet = (start: PipelineDocument | null, theirs: StoredDocument) => {
    const merge = mergeDocuments(start, wanted, theirs.document)
    base = theirs
    if (merge.conflicts.length > 0) {
      store.setState({ status: 'conflict', merge, failure: null })
      return false
    }
    wanted = merge.resolve(new Map())
    onMerged(wanted)
    return true
  }

  const saveOnce = async () => {
    const sent = wanted
    store.setState({ status: 'saving', failure: null })
    const result = await storage.save(sent, base.counter)
    if (result.kind === 'saved') accept(result.stored, sent)
    return result.kind === 'saved' || meet(base.document, result.theirs)
  }

  const hasWork = () => !isSaved() && store.getState().merge === null

  const saveAll = (): Promise<void> => {
    clearTimeout(timer)
    if (running !== undefined) return running
    if (!hasWork()) return Promise.resolve()
    running = (async () => {
      try {
        while (hasWork()) if (!(await saveOnce())) return
      } catch (error) {
        const reason = toFailure(error)
        const isOffline = reason.code === 'SERVER_UNREACHABLE'
        store.setState({ status: isOffline ? 'offline' : 'refused', failure: reason.toJSON() })
        if (isOffline) schedule(retryMs)
        throw reason
      } finally {
        running = undefined
      }
    })()
    return running
  }

  return {
    store,
    change: (document) => {
      if (document === wanted) return
      wanted = document
      copies.write(id, { document, counter: base.counter })
      if (store.getState().status === 'conflict') return
      store.setState(({ status }) => ({ status: status === 'saving' ? 'saving' : 'pending' }))
      schedule(delayMs)
    },
    flush: async () => {
      await saveAll()
      if (store.getState().status === 'conflict') {
        throw failure('REVISION_CONFLICT', {
          pipeline: id,
          current: base.counter,
          expected: base.counter - 1,
        })
      }
    },
    recover: (copy) => {
      wanted = copy.document
      if (copy.counter === base.counter) {
        store.setState({ status: 'pending' })
        schedule(delayMs)
        return
      }
      // What both sides started from is lost: whatever differs is a question.
      if (meet(null, options.stored)) schedule(delayMs)
    },
    settle: async (document) => {
      wanted = document
      store.setState({ status: 'pending', merge: null })
      onMerged(document)
      await saveAll()
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
