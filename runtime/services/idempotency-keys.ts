/** Keys by which a client names a request, so that sending it again starts no second run. */
import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../core/document/content-hash.ts'
import { failure } from '../core/errors/failure.ts'
import type { CollectionStore, StoredRecord } from '../core/stores/stores.ts'

const kind = 'idempotency-key'
const keptMs = 24 * 3_600_000
const keptKeys = 10_000
/** Old keys are looked for with the first claim, and then each time so many more were made. */
const claimsBetweenSweeps = 200

const claimSchema = z.object({
  runId: z.string(),
  /** SHA-256 of the request. */
  request: z.string(),
  claimedAtMs: z.number(),
})

export interface IdempotencyKeys {
  /**
   * Reserves a key for a run. A key is kept for a day, and the newest 10 000 are.
   *
   * @param request hash of what was asked for, from `hashRequest`
   * @returns the run that has the key already, if any
   * @throws IDEMPOTENCY_KEY_REUSED when it was sent with another request
   */
  claim(key: string, request: string, runId: string): Promise<string | undefined>
  /** Gives back the key of a run that could not begin. */
  release(key: string): Promise<void>
}

export const hashRequest = (request: unknown): string => sha256Hex(canonicalJson(request))

/** @param now milliseconds since 1970 */
export function createIdempotencyKeys(
  collections: CollectionStore,
  now: () => number = Date.now,
): IdempotencyKeys {
  let untilSweep = 0
  const isExpired = ({ value }: StoredRecord) => {
    const claim = claimSchema.safeParse(value)
    return !claim.success || claim.data.claimedAtMs < now() - keptMs
  }
  const sweep = async () => {
    const records = (await collections.list(kind)).toSorted((a, b) =>
      a.updatedAt === b.updatedAt ? 0 : a.updatedAt < b.updatedAt ? 1 : -1,
    )
    for (const [rank, record] of records.entries())
      if (rank >= keptKeys || isExpired(record)) await collections.remove(kind, record.id)
  }
  return {
    release: async (key) => void (await collections.remove(kind, key)),
    claim: async (key, request, runId) => {
      if (untilSweep <= 0) {
        untilSweep = claimsBetweenSweeps
        await sweep()
      }
      for (;;) {
        const known = await collections.get(kind, key)
        if (known !== undefined && !isExpired(known)) {
          const claim = claimSchema.parse(known.value)
          if (claim.request !== request)
            throw failure('IDEMPOTENCY_KEY_REUSED', { key: key.slice(key.indexOf('/') + 1) })
          return claim.runId
        }
        const value = { runId, request, claimedAtMs: now() }
        if ((await collections.put(kind, key, value, known?.generation ?? 0)) !== undefined) {
          untilSweep -= 1
          return undefined
        }
      }
    },
  }
}
