import { describe, expect, it, vi } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { LoadPipeline } from './stored-pipelines.ts'
import { createStoredPipelines } from './stored-pipelines.ts'

const reference = { id: 'other', revision: 'r1' }
const other = emptyPipeline('other', 'Other')

describe('stored pipelines', () => {
  it('are asked for once, also while the first answer is on its way', async () => {
    const answer = vi.fn<NonNullable<LoadPipeline>>(async () => other)
    const { load, store } = createStoredPipelines(answer, createNodeRegistry(builtinNodes))
    expect(await Promise.all([load(reference), load(reference)])).toEqual([other, other])
    await load(reference)
    expect(answer).toHaveBeenCalledTimes(1)
    expect(store.getState().find(reference)).toEqual(other)
  })

  it('are asked for again after a failure', async () => {
    const answer = vi.fn<NonNullable<LoadPipeline>>(async () => other)
    answer.mockRejectedValueOnce(new Error('no connection'))
    const { load } = createStoredPipelines(answer, createNodeRegistry(builtinNodes))
    await expect(load(reference)).rejects.toThrow('no connection')
    expect(await load(reference)).toEqual(other)
  })
})
