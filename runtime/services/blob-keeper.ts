/**
 * Blobs are named by their content, so two records may share one. It is removed only when no record names it any more, and
 * storing and removing take turns: a blob cannot go between being stored and being named.
 */
import type { Stores } from '../core/stores/stores.ts'

export interface BlobKeeper {
  get(hash: string): Promise<Uint8Array | undefined>
  /**
   * Stores the contents and calls `name` with their hashes, in the same order; `name` writes the record that holds them. When that
   * or the reading of the contents fails, nothing of them stays.
   */
  keep<Result>(
    contents: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    name: (hashes: readonly string[]) => Promise<Result>,
  ): Promise<Result>
  /** Removes those that no record names. */
  drop(hashes: readonly string[]): Promise<void>
}

const kindsWithBlobs = ['index', 'intents', 'bank', 'experiment'] as const

export function createBlobKeeper({ collections, blobs }: Pick<Stores, 'collections' | 'blobs'>): BlobKeeper {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
  const findUsed = async (): Promise<string> => {
    const lists = await Promise.all(kindsWithBlobs.map((kind) => collections.list(kind)))
    return JSON.stringify(lists.flat().map(({ value }) => value))
  }
  const removeUnused = async (hashes: readonly string[]): Promise<void> => {
    if (hashes.length === 0) return
    const used = await findUsed()
    for (const hash of hashes) if (!used.includes(hash)) await blobs.remove(hash)
  }
  return {
    get: (hash) => blobs.get(hash),
    keep: (contents, name) =>
      inTurn(async () => {
        const hashes: string[] = []
        try {
          for await (const bytes of contents) hashes.push(await blobs.put(bytes))
          return await name(hashes)
        } catch (error) {
          // What failed first is what is to be told.
          await removeUnused(hashes).catch(() => undefined)
          throw error
        }
      }),
    drop: (hashes) => inTurn(() => removeUnused(hashes)),
  }
}
