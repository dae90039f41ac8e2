/**
 * Answers that every run asks for, held in memory: only where one process has the database, so that all its writes pass here and
 * what is remembered is what is stored.
 */
import { createRecentlyUsed } from '../../core/recently-used.ts'
import type { CollectionStore, PipelineStore } from '../../core/stores/stores.ts'

/** Answers held of each kind. */
const keptAnswers = 256

interface Memory<Answer> {
  read(key: string, ask: () => Promise<Answer | undefined>): Promise<Answer | undefined>
  /** What stands under the key is about to change. */
  forget(key: string): void
}

function createMemory<Answer>(): Memory<Answer> {
  const known = createRecentlyUsed<Answer>(keptAnswers)
  // Read but not answered yet. A write in between takes the entry away, and with it the right to be remembered.
  const asked = new Map<string, Promise<Answer | undefined>>()
  return {
    read: (key, ask) => {
      const answer = known.get(key)
      if (answer !== undefined) return Promise.resolve(answer)
      const earlier = asked.get(key)
      if (earlier !== undefined) return earlier
      const asking: Promise<Answer | undefined> = ask().then(
        (found) => {
          if (asked.get(key) !== asking) return found
          asked.delete(key)
          if (found === undefined) return found
          known.set(key, freezeAll(found))
          return found
        },
        (error: unknown) => {
          if (asked.get(key) === asking) asked.delete(key)
          throw error
        },
      )
      asked.set(key, asking)
      return asking
    },
    forget: (key) => {
      known.delete(key)
      asked.delete(key)
    },
  }
}

/** Several callers get the same object: none may change it. */
function freezeAll<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freezeAll)
  }
  return value
}

/** `get` answers from memory where it can. */
export function rememberRecords(store: CollectionStore): CollectionStore {
  const memory = createMemory<Exclude<Awaited<ReturnType<CollectionStore['get']>>, undefined>>()
  const keyOf = (kind: string, id: string) => JSON.stringify([kind, id])
  return {
    list: (kind) => store.list(kind),
    get: (kind, id) => memory.read(keyOf(kind, id), () => store.get(kind, id)),
    put: (kind, id, value, ifGeneration) => {
      memory.forget(keyOf(kind, id))
      return store.put(kind, id, value, ifGeneration)
    },
    remove: (kind, id) => {
      memory.forget(keyOf(kind, id))
      return store.remove(kind, id)
    },
    rows: (kind, id, query) => store.rows(kind, id, query),
    row: (kind, id, rowId) => store.row(kind, id, rowId),
    putRows: (kind, id, rows) => store.putRows(kind, id, rows),
    removeRows: (kind, id, rowIds) => store.removeRows(kind, id, rowIds),
    countRows: (kind, id) => store.countRows(kind, id),
    countRowsBy: (kind, id, field) => store.countRowsBy(kind, id, field),
  }
}

/** `version` answers from memory where it can. */
export function rememberVersions(store: PipelineStore): PipelineStore {
  const memory = createMemory<string>()
  const changing = <Result>(id: string, change: () => Promise<Result>): Promise<Result> => {
    memory.forget(id)
    return change()
  }
  return {
    list: () => store.list(),
    get: (id) => store.get(id),
    version: (id) => memory.read(id, () => store.version(id)),
    create: (document) => changing(document.id, () => store.create(document)),
    save: (id, document, counter) => changing(id, () => store.save(id, document, counter)),
    file: (id, filing) => store.file(id, filing),
    remove: (id, counter) => changing(id, () => store.remove(id, counter)),
    restore: (id) => changing(id, () => store.restore(id)),
    // What is purged was removed before, and forgotten then.
    purge: (before) => store.purge(before),
    addRevision: (revision) => store.addRevision(revision),
    describeRevision: (id, hash, texts) => store.describeRevision(id, hash, texts),
    revisions: (id, page) => store.revisions(id, page),
    revision: (id, hash) => store.revision(id, hash),
    publish: (id, hash) => changing(id, () => store.publish(id, hash)),
  }
}
