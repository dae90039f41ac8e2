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
import { isSame } from './merge-records.ts'
import type { TakesMany } from './merge-wires.ts'

export type SaveStatus = 'saved' | 'pending' | 'saving' | 'offline' | 'conflict' | 'refused'

export interface AutosaveState {
  readonly status: SaveStatus
  /** The counter of the last save. */
  readonly counter: number
  /** With `conflict`: what there is to decide. */
  readonly merge: Merge | null
  /** The last time that changes from elsewhere were taken in without a question. */
  readonly takenIn: { readonly mine: PipelineDocument; readonly merged: PipelineDocument } | null
  /** With `offline` and `refused`. */
  readonly failure: FailureData | null
  /** Whether what is not saved would outlive the page. */
  readonly isKept: boolean
}

/** Where changes that are not saved yet outlive the page. */
export interface UnsavedCopies {
  /** False when it did not fit: then it is kept as long as the page. */
  write(id: string, copy: StoredDocument): boolean
  read(id: string): StoredDocument | null
  remove(id: string): void
}

export interface AutosaveOptions {
  readonly storage: DocumentStorage
  readonly stored: StoredDocument
  readonly copies: UnsavedCopies
  readonly takesMany: TakesMany
  /** Hands to `change` what is typed and not in the document yet: a merge must not miss it. */
  readonly settle?: () => void
  /** Called with a merged document that has to be shown. */
  readonly onMerged: (document: PipelineDocument) => void
  readonly delayMs?: number
  readonly retryMs?: number
}

export class Autosave {
  readonly store: StoreApi<AutosaveState>
  readonly #options: AutosaveOptions
  readonly #id: string
  /** What the server has, as far as is known. */
  #base: StoredDocument
  /** What it should have. */
  #wanted: PipelineDocument
  /** With `conflict`: what both sides started from; null when nobody knows. */
  #start: PipelineDocument | null = null
  /** Sent, and no answer came: the server may have them all the same. */
  readonly #unanswered = new Set<PipelineDocument>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #isStopped = false

  constructor(options: AutosaveOptions) {
    this.#options = options
    this.#id = options.stored.document.id
    this.#base = options.stored
    this.#wanted = options.stored.document
    this.store = createStore<AutosaveState>(() => ({
      status: 'saved',
      counter: options.stored.counter,
      merge: null,
      takenIn: null,
      failure: null,
      isKept: true,
    }))
  }

  change(document: PipelineDocument): void {
    if (document === this.#wanted) return
    this.#wanted = document
    this.#keepCopy()
    if (this.store.getState().status === 'conflict') {
      // What is changed while the decision is open takes part in it.
      if (!this.#merge(this.#start)) return
    }
    this.store.setState(({ status }) => ({ status: status === 'saving' ? 'saving' : 'pending' }))
    this.#schedule(this.#options.delayMs ?? 500)
  }

  /** Saves now what is not saved yet. @throws why it could not be saved; REVISION_CONFLICT while a decision is open */
  async flush(): Promise<void> {
    await this.#saveAll()
    if (this.store.getState().status !== 'conflict') return
    const { counter } = this.#base
    throw failure('REVISION_CONFLICT', { pipeline: this.#id, current: counter, expected: counter - 1 })
  }

  /** Takes up changes that an earlier page could not save. */
  recover(copy: StoredDocument): void {
    this.#wanted = copy.document
    const isFresh = copy.counter === this.#base.counter
    // Otherwise what both sides started from is lost, and whatever differs is a question.
    if (!isFresh && !this.#meet(null, this.#base)) return
    this.store.setState({ status: 'pending' })
    this.#schedule(this.#options.delayMs ?? 500)
  }

  /** Ends a conflict with the document that a person put together. */
  async settle(document: PipelineDocument): Promise<void> {
    this.#wanted = document
    this.store.setState({ status: 'pending', merge: null })
    this.#options.onMerged(document)
    await this.#saveAll()
  }

  /** Lets saves happen by themselves again after {@link stop}. */
  start(): void {
    this.#isStopped = false
    if (this.#hasWork()) this.#schedule(this.#options.delayMs ?? 500)
  }

  /** Stops timers; what is not saved stays in the copies. */
  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  #keepCopy(): void {
    const copy = { document: this.#wanted, counter: this.#base.counter }
    this.store.setState({ isKept: this.#options.copies.write(this.#id, copy) })
  }

  #isSaved(): boolean {
    return this.#wanted === this.#base.document
  }

  #hasWork(): boolean {
    return !this.#isSaved() && this.store.getState().merge === null
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#saveAll().catch(() => undefined), ms)
  }

  #saveAll(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.#running !== undefined) return this.#running
    if (!this.#hasWork()) return Promise.resolve()
    this.#running = this.#saveUntilDone().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #saveUntilDone(): Promise<void> {
    try {
      while (this.#hasWork()) await this.#saveOnce()
    } catch (error) {
      const reason = toFailure(error)
      const isOffline = reason.code === 'SERVER_UNREACHABLE'
      this.store.setState({ status: isOffline ? 'offline' : 'refused', failure: reason.toJSON() })
      if (isOffline) this.#schedule(this.#options.retryMs ?? 3_000)
      throw reason
    }
  }

  async #saveOnce(): Promise<void> {
    const sent = this.#wanted
    this.store.setState({ status: 'saving', failure: null })
    this.#unanswered.add(sent)
    const result = await this.#options.storage.save(sent, this.#base.counter)
    if (result.kind === 'saved') this.#accept({ document: sent, counter: result.stored.counter })
    else this.#meet(this.#findOwn(result.theirs.document) ?? this.#base.document, result.theirs)
  }

  /** The one of mine that stands on the server, if its answer was lost. */
  #findOwn(theirs: PipelineDocument): PipelineDocument | undefined {
    return [...this.#unanswered].find((sent) => isSame(sent, theirs))
  }

  #accept(stored: StoredDocument): void {
    this.#base = stored
    this.#unanswered.clear()
    const isSaved = this.#isSaved()
    if (isSaved) this.#options.copies.remove(this.#id)
    this.store.setState({
      status: isSaved ? 'saved' : 'pending',
      counter: stored.counter,
      merge: null,
      failure: null,
      ...(isSaved ? { isKept: true } : {}),
    })
  }

  /** Merges with what stands on the server; false when a person has to decide. */
  #meet(start: PipelineDocument | null, theirs: StoredDocument): boolean {
    this.#options.settle?.()
    this.#base = theirs
    this.#unanswered.clear()
    return this.#merge(start)
  }

  #merge(start: PipelineDocument | null): boolean {
    const mine = this.#wanted
    const merge = mergeDocuments(start, mine, this.#base.document, this.#options.takesMany)
    if (merge.conflicts.length > 0) {
      this.#start = start
      this.store.setState({ status: 'conflict', merge, failure: null })
      return false
    }
    this.store.setState({ merge: null })
    const merged = merge.resolve(new Map())
    if (isSame(mine, merged)) return true
    this.#wanted = merged
    this.#options.onMerged(merged)
    this.store.setState({ takenIn: { mine, merged } })
    return true
  }
}
