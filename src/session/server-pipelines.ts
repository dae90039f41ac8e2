/** The pipelines that the server keeps, for nodes that run one. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure, toFailure } from '../../runtime/core/errors/failure.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { RevisionSummary } from '../../runtime/core/wire/pipelines.ts'
import type { Say } from '../messages/catalogue.ts'
import { createUnderFreeId } from './create-pipeline.ts'
import { hrefOf } from './navigation.ts'
import type { PipelineLibrary, PipelineVersion } from './pipeline-library.ts'

/** As many as somebody reads before looking elsewhere. */
const shownVersions = 50

export function createServerPipelines(server: SignalboxClient, say: Say): Required<PipelineLibrary> {
  return {
    list: async (chosen) =>
      (await server.pipelines.list())
        .filter(({ id, isArchived }) => !isArchived || id === chosen)
        .map(({ id, name, nodes, isArchived }) => {
          const count = say('document.nodeCount', { n: nodes })
          return { id, name, detail: isArchived ? `${count} · ${say('pipelines.archived')}` : count }
        }),
    versions: async (pipeline, pinned) => {
      const { items } = await server.pipelines.revisions(pipeline, { limit: shownVersions })
      const isListed = pinned === undefined || items.some(({ hash }) => hash === pinned)
      const older = isListed ? null : await findRevision(server, pipeline, pinned)
      return [...items, ...(older === null ? [] : [older])].map(describe)
    },
    create: async (document) => {
      const { id } = await createUnderFreeId(server, (free) => ({ ...document, id: free }), document.name)
      return { id, revision: (await server.pipelines.saveRevision(id, {})).hash }
    },
    saveVersion: async (pipeline) => describe(await server.pipelines.saveRevision(pipeline, {})),
    hrefOf: (pipeline) => hrefOf('build', pipeline),
  }
}

const describe = ({ hash, name, note, createdAt }: RevisionSummary): PipelineVersion => ({
  revision: hash,
  name,
  note,
  createdAt,
})

/** What a node runs. @throws PIPELINE_NOT_FOUND, REVISION_NOT_FOUND */
export async function loadServerPipeline(
  server: SignalboxClient,
  { id, revision }: StoredReference,
): Promise<PipelineDocument> {
  if (hashPattern.test(revision)) return (await server.pipelines.revision(id, revision)).document
  // The server takes nothing else for a revision.
  await server.pipelines.revisions(id, { limit: 1 })
  throw failure('REVISION_NOT_FOUND', { pipeline: id, revision })
}

const hashPattern = /^[0-9a-f]{64}$/

/** Null where there is none. */
async function findRevision(
  server: SignalboxClient,
  pipeline: string,
  hash: string,
): Promise<RevisionSummary | null> {
  if (!hashPattern.test(hash)) return null
  try {
    return await server.pipelines.revision(pipeline, hash)
  } catch (error) {
    if (toFailure(error).code === 'REVISION_NOT_FOUND') return null
    throw error
  }
}
