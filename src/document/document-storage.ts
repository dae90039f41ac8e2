/** Where documents are kept, as far as the editor needs to know. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { documentLimits } from '../../runtime/core/document/document.ts'
import { Failure, failure } from '../../runtime/core/errors/failure.ts'
import { draftSchema } from '../../runtime/core/wire/pipelines.ts'

export interface StoredDocument {
  readonly document: PipelineDocument
  /** Raised by every save; a save states the one it builds on. */
  readonly counter: number
}

/** `conflict`: somebody saved in between; `theirs` is what stands there now. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly stored: StoredDocument }
  | { readonly kind: 'conflict'; readonly theirs: StoredDocument }

export interface DocumentStorage {
  load(id: string): Promise<StoredDocument>
  /** @throws SERVER_UNREACHABLE when there is no connection, other failures of the catalogue when it is refused */
  save(document: PipelineDocument, counter: number): Promise<SaveResult>
}

export function createHttpStorage(client: SignalboxClient): DocumentStorage {
  return {
    load: (id) => client.pipelines.get(id),
    save: async (document, counter) => {
      try {
        return { kind: 'saved', stored: await client.pipelines.save(document.id, document, counter) }
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        if (error.code === 'BODY_TOO_LARGE') throw tooLarge(document)
        if (error.code !== 'REVISION_CONFLICT') throw error
        const current = draftSchema.safeParse(error.cause)
        const theirs = current.success ? current.data : await client.pipelines.get(document.id)
        return { kind: 'conflict', theirs }
      }
    },
  }
}

/** In words of the pipeline instead of the request. */
function tooLarge(document: PipelineDocument): Failure {
  const { size } = new Blob([JSON.stringify(document)])
  return failure('DOCUMENT_TOO_LARGE', { source: document.name, bytes: size, limit: documentLimits.bytes })
}
