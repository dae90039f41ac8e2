/** Writes thresholds into the draft of a pipeline, by the way that every save takes, and keeps the result as a revision. */
import type { SignalboxClient } from '../../../runtime/client/client.ts'
import type { PipelineDocument } from '../../../runtime/core/document/document.ts'
import { failure } from '../../../runtime/core/errors/failure.ts'
import type { Revision } from '../../../runtime/core/wire/pipelines.ts'
import { createHttpStorage } from '../../document/document-storage.ts'

/** Somebody who saves that often is at work there. */
const mostAttempts = 5

/**
 * @param change puts the thresholds into a document; null when it has no place for them
 * @returns null when the draft has no such bank node any more
 * @throws REVISION_CONFLICT when others keep saving in between
 */
export async function saveThresholds(
  server: SignalboxClient,
  pipeline: string,
  note: string,
  change: (document: PipelineDocument) => PipelineDocument | null,
): Promise<Revision | null> {
  const storage = createHttpStorage(server)
  let current = await storage.load(pipeline)
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const next = change(current.document)
    if (next === null) return null
    const result = await storage.save(next, current.counter)
    if (result.kind === 'saved') return server.pipelines.saveRevision(pipeline, { note })
    // What the others changed stays: the thresholds go into their document.
    current = result.theirs
  }
  throw failure('REVISION_CONFLICT', { pipeline, current: current.counter, expected: current.counter - 1 })
}
