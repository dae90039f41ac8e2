/** Finds passages by words. */
import { z } from 'zod'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { indexSetting, passageLimitSetting } from '../../runtime/core/node/retrieval-settings.ts'

const config = z.object({
  index: indexSetting,
  limit: passageLimitSetting,
})

export const bm25Retriever = defineNode({
  type: 'bm25-retriever',
  version: 1,
  title: 'BM25 retriever',
  category: 'retrieval',
  summary: 'Finds passages that share words with the query, rare words first.',
  config,
  inputs: { query: port.text('Query') },
  outputs: { documents: port.documents('Documents') },
  needs: ['indexes'],
  migrations: {},
  pins: ({ index }) => [{ kind: 'index', id: index }],
  describe: ({ limit }) => [{ text: 'top {limit}', values: { limit } }],
  async run({ query }, { index, limit }, { services, signal, trace }) {
    const opened = await services.indexes.open(index, (progress) => trace.progress(progress))
    const documents = await opened.search(query, { method: 'bm25', limit }, signal)
    trace.annotate({ 'retrieval.index': opened.version, 'retrieval.found': documents.length })
    return { documents }
  },
})
