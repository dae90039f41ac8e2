/** Finds passages by meaning alone: in an index, with a retriever of the host program, or ranked by its embeddings. */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { optionalIndexSetting, passageLimitSetting } from '../../runtime/core/node/retrieval-settings.ts'
import type { EmbeddingsResource } from '../../runtime/core/services/resources.ts'
import type { TellProgress } from '../../runtime/core/trace/events.ts'
import type { RetrievedDocument } from '../../runtime/core/values.ts'

const config = z
  .object({
    source: z
      .enum(['index', 'embeddings', 'retriever'])
      .default('index')
      .meta({
        title: 'Search with',
        description:
          'The index; the index with its candidates ranked again by embeddings of the host program; or a retriever of the host program.',
        options: { index: 'Index', embeddings: 'Index and embeddings', retriever: 'Retriever' },
      }),
    index: optionalIndexSetting,
    embeddings: z.string().max(64).default('').meta({
      title: 'Embeddings',
      description: 'The id under which the host program registered them.',
      widget: 'resource',
      resource: 'embeddings',
    }),
    retriever: z.string().max(64).default('').meta({
      title: 'Retriever',
      description: 'The id under which the host program registered it.',
      widget: 'resource',
      resource: 'retriever',
    }),
    candidates: z.int().min(1).max(200).default(50).meta({
      title: 'Candidates to rank again',
      description: 'Only with embeddings.',
      widget: 'number',
    }),
    limit: passageLimitSetting,
  })
  .superRefine(({ source, index, embeddings, retriever }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, input: '', path: [field], message })
    if (source !== 'retriever' && index === '') refuse('index', 'choose an index')
    if (source === 'embeddings' && embeddings === '') refuse('embeddings', 'name the embeddings')
    if (source === 'retriever' && retriever === '') refuse('retriever', 'name the retriever')
  })

function cosine(a: readonly number[], b: readonly number[]): number {
  let [dot, lengthA, lengthB] = [0, 0, 0]
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [x = 0, y = 0] = [a[at], b[at]]
    dot += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return lengthA === 0 || lengthB === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB)
}

/** Texts that are embedded at a time: few enough that one sees it go on, enough for a model to work on them together. */
const batchTexts = 16

/** Candidates in the order of their cosine to the query. */
async function rankByEmbeddings(
  query: string,
  candidates: readonly RetrievedDocument[],
  { embedQuery, embedDocuments }: EmbeddingsResource,
  tell: TellProgress,
): Promise<RetrievedDocument[]> {
  const total = candidates.length
  let done = 0
  const embed = async (batch: readonly RetrievedDocument[]) => {
    const vectors = await embedDocuments(batch.map(({ text }) => text))
    done += batch.length
    tell({ done, total, activity: 'embedding' })
    return vectors
  }
  const batches = Array.from({ length: Math.ceil(total / batchTexts) }, (_, at) =>
    candidates.slice(at * batchTexts, (at + 1) * batchTexts),
  )
  tell({ done, total, activity: 'embedding' })
  const [wanted, ...parts] = await Promise.all([embedQuery(query), ...batches.map(embed)])
  const vectors = parts.flat()
  return candidates
    .map((document, at) => {
      const score = cosine(wanted, vectors[at] ?? [])
      return { ...document, score, scores: { ...document.scores, dense: score } }
    })
    .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id))
}

const sourceTexts = {
  index: 'from the index',
  embeddings: 'by embeddings',
  retriever: 'by a retriever of the host',
} as const

export const denseRetriever = defineNode({
  type: 'dense-retriever',
  version: 1,
  title: 'Dense retriever',
  category: 'retrieval',
  summary: 'Finds passages that mean what the query means, in other words too.',
  config,
  inputs: { query: port.text('Query') },
  outputs: { documents: port.documents('Documents') },
  needs: ['indexes', 'resources'],
  migrations: {},
  pins: ({ source, index }) => (source === 'retriever' ? [] : [{ kind: 'index', id: index }]),
  describe: ({ source, limit }) => [
    { text: 'top {limit}', values: { limit } },
    { text: sourceTexts[source] },
  ],
  async run({ query }, settings, { services, signal, trace }) {
    const { source, limit } = settings
    if (source === 'retriever') {
      const { retrieve } = services.resources.open(settings.retriever, ['retriever'])
      const documents = await retrieve(query, limit, signal)
      trace.annotate({ 'retrieval.retriever': settings.retriever, 'retrieval.found': documents.length })
      return { documents: documents.slice(0, limit) }
    }
    const opened = await services.indexes.open(settings.index, (progress) => trace.progress(progress))
    const depth = source === 'embeddings' ? Math.max(limit, settings.candidates) : limit
    const found = await opened.search(query, { method: 'dense', limit: depth }, signal)
    const embeddings =
      source === 'embeddings' ? services.resources.open(settings.embeddings, ['embeddings']) : undefined
    const documents =
      embeddings === undefined
        ? found
        : await rankByEmbeddings(query, found, embeddings, (progress) => trace.progress(progress))
    trace.annotate({ 'retrieval.index': opened.version, 'retrieval.found': documents.length })
    return { documents: documents.slice(0, limit) }
  },
})
