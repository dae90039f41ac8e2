import { describe, expect, it, vi } from 'vitest'
import { readResources } from '../../runtime/core/services/read-resources.ts'
import type { RetrievedDocument } from '../../runtime/core/values.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { denseRetriever } from './dense-retriever.ts'

const passage = (id: string, text: string, score: number): RetrievedDocument => ({
  id,
  documentId: id,
  title: id,
  text,
  source: { start: 0, end: text.length },
  score,
})
const found = [passage('a', 'cat', 0.9), passage('b', 'dog', 0.8), passage('c', 'train', 0.7)]

function servicesWith(resources = {}) {
  const search = vi.fn(() => Promise.resolve(found))
  const open = () => Promise.resolve({ version: 'desk@2', search, article: () => undefined })
  return { search, services: { indexes: { open }, resources: readResources(resources) } }
}

describe('dense-retriever', () => {
  it('searches the index by meaning alone', async () => {
    const { search, services } = servicesWith()
    const { outputs } = await runNode(
      denseRetriever,
      { query: 'pet' },
      { index: 'desk', limit: 2 },
      { services },
    )
    expect(search).toHaveBeenCalledWith('pet', { method: 'dense', limit: 2 }, expect.any(AbortSignal))
    expect(outputs['documents']).toEqual(found.slice(0, 2))
  })

  it('ranks candidates again by the cosine of registered embeddings', async () => {
    const vectors: Record<string, number[]> = { cat: [1, 0], dog: [0, 2], train: [3, 3] }
    const embeddings = {
      kind: 'embeddings' as const,
      embedQuery: async () => [0, 1],
      embedDocuments: async (texts: readonly string[]) => texts.map((text) => vectors[text] ?? []),
    }
    const { search, services } = servicesWith({ mine: embeddings })
    const config = { source: 'embeddings', index: 'desk', embeddings: 'mine', limit: 2, candidates: 30 }
    const { outputs } = await runNode(denseRetriever, { query: 'pet' }, config, { services })
    expect(search).toHaveBeenCalledWith('pet', { method: 'dense', limit: 30 }, expect.any(AbortSignal))
    const ranked = outputs['documents'] as RetrievedDocument[]
    expect(ranked.map(({ id }) => id)).toEqual(['b', 'c'])
    expect(ranked[1]?.scores?.dense).toBeCloseTo(Math.SQRT1_2)
  })

  it('embeds many candidates a few at a time, and tells how far it is', async () => {
    const many = Array.from({ length: 40 }, (_, at) => passage(`p${at}`, String(at), 1))
    const embedDocuments = vi.fn(async (texts: readonly string[]) => texts.map((text) => [Number(text), 1]))
    const mine = { kind: 'embeddings' as const, embedQuery: async () => [1, 0], embedDocuments }
    const open = async () => ({ version: 'desk@2', search: async () => many, article: () => undefined })
    const services = { indexes: { open }, resources: readResources({ mine }) }
    const config = { source: 'embeddings', index: 'desk', embeddings: 'mine', limit: 1, candidates: 40 }
    const { outputs, progress } = await runNode(denseRetriever, { query: 'x' }, config, { services })
    expect(outputs['documents']).toMatchObject([{ id: 'p39' }])
    expect(embedDocuments.mock.calls.map(([texts]) => texts.length)).toEqual([16, 16, 8])
    expect(progress.map(({ done }) => done)).toEqual([0, 16, 32, 40])
    expect(progress.at(-1)).toEqual({ done: 40, total: 40, activity: 'embedding' })
  })

  it('asks a registered retriever, without an index and without pinning one', async () => {
    const retrieve = vi.fn(async () => found)
    const { services } = servicesWith({ wiki: { kind: 'retriever', retrieve } })
    const config = { source: 'retriever', retriever: 'wiki', limit: 1 }
    const { outputs } = await runNode(denseRetriever, { query: 'pet' }, config, { services })
    expect(outputs['documents']).toEqual([found[0]])
    expect(denseRetriever.pins(denseRetriever.config.parse(config))).toEqual([])
  })

  it('says when a resource is missing or of another kind', async () => {
    const { services } = servicesWith({ wiki: { kind: 'retriever', retrieve: async () => [] } })
    const run = (embeddings: string) =>
      runNode(
        denseRetriever,
        { query: 'x' },
        { source: 'embeddings', index: 'desk', embeddings },
        { services },
      )
    await expect(run('none')).rejects.toMatchObject({ code: 'RESOURCE_NOT_REGISTERED' })
    await expect(run('wiki')).rejects.toMatchObject({ code: 'RESOURCE_WRONG_KIND' })
  })

  it.each([{}, { source: 'embeddings', index: 'a' }, { source: 'retriever' }, { index: 'a', limit: 0 }])(
    'refuses the settings %j',
    (config) => {
      expect(denseRetriever.config.safeParse(config).success).toBe(false)
    },
  )
})
