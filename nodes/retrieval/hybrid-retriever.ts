/** Finds passages by words (BM25) and by meaning (LSA), fused by a convex combination of normalised scores. */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { indexSetting, passageLimitSetting } from '../../runtime/core/node/retrieval-settings.ts'

const config = z.object({
  index: indexSetting,
  limit: passageLimitSetting,
  denseWeight: z.number().min(0).max(1).default(0.3).meta({
    title: 'Weight of meaning',
    description: '0 ranks by words alone, 1 by meaning alone.',
    widget: 'slider',
    step: 0.05,
  }),
  diversity: z.number().min(0).max(1).default(1).meta({
    title: 'Relevance over variety',
    description: '1 keeps the most relevant; lower drops passages that repeat others.',
    widget: 'slider',
    step: 0.05,
  }),
})

export const hybridRetriever = defineNode({
  type: 'hybrid-retriever',
  version: 1,
  title: 'Hybrid retriever',
  category: 'retrieval',
  summary: 'Finds passages by words and by meaning, and merges the two rankings.',
  config,
  inputs: { query: port.text('Query') },
  outputs: { documents: port.documents('Documents') },
  needs: ['indexes'],
  migrations: {},
  pins: ({ index }) => [{ kind: 'index', id: index }],
  describe: ({ limit, denseWeight }) => [
    { text: 'top {limit}', values: { limit } },
    { text: 'meaning {denseWeight}', values: { denseWeight } },
  ],
  async run({ query }, { index, limit, denseWeight, diversity }, { services, signal, trace }) {
    const opened = await services.indexes.open(index, (progress) => trace.progress(progress))
    const documents = await opened.search(
      query,
      { method: 'hybrid', limit, denseWeight, ...(diversity < 1 ? { diversity } : {}) },
      signal,
    )
    trace.annotate({ 'retrieval.index': opened.version, 'retrieval.found': documents.length })
    return { documents }
  },
})
