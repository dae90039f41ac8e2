import { describe, expect, it, vi } from 'vitest'
import { failure } from '../../runtime/core/errors/failure.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { bm25Retriever } from './bm25-retriever.ts'
import { hybridRetriever } from './hybrid-retriever.ts'

const found = [
  { id: 'a#0', documentId: 'a', title: 'A', text: 'text', source: { start: 0, end: 4 }, score: 1 },
]

function servicesWith(search = vi.fn(() => Promise.resolve(found))) {
  const open = () => Promise.resolve({ version: 'desk@2', search, article: () => undefined })
  return { search, services: { indexes: { open } } }
}

describe.each([
  [hybridRetriever, { method: 'hybrid', limit: 7, denseWeight: 0.5 }, { denseWeight: 0.5 }],
  [bm25Retriever, { method: 'bm25', limit: 7 }, {}],
])('$type', (node, request, extra) => {
  it('searches its index as its settings say, and notes the version', async () => {
    const { search, services } = servicesWith()
    const result = await runNode(
      node,
      { query: 'refund' },
      { index: 'desk', limit: 7, ...extra },
      { services },
    )
    expect(result.outputs['documents']).toBe(found)
    expect(search).toHaveBeenCalledWith('refund', request, expect.any(AbortSignal))
    expect(result.annotations).toMatchObject({ 'retrieval.index': 'desk@2', 'retrieval.found': 1 })
    expect(node.pins(node.config.parse({ index: 'desk' }))).toEqual([{ kind: 'index', id: 'desk' }])
  })

  it('passes on that the index is gone', async () => {
    const open = () => Promise.reject(failure('INDEX_NOT_FOUND', { index: 'desk' }))
    const services = { indexes: { open } }
    await expect(runNode(node, { query: 'x' }, { index: 'desk' }, { services })).rejects.toMatchObject({
      code: 'INDEX_NOT_FOUND',
    })
  })

  it.each([{ index: '' }, { index: 'a', limit: 0 }, { index: 'a', limit: 2.5 }, { index: 'a', limit: 1e9 }])(
    'refuses the settings %j',
    (config) => {
      expect(node.config.safeParse(config).success).toBe(false)
    },
  )
})
