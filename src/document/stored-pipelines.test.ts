import { describe, expect, it, vi } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node } from '../../runtime/testing/pipelines.ts'
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

  it('that are missing are asked for again when told to, not with every change, and come back', async () => {
    const runner = node('run', 'sub-pipeline', { pipeline: reference })
    const document = { ...emptyPipeline('p', 'P'), nodes: [runner] }
    const answer = vi.fn<NonNullable<LoadPipeline>>(async () => other)
    answer.mockRejectedValueOnce(failure('PIPELINE_NOT_FOUND', { pipeline: 'other' }))
    const { loadAll, store } = createStoredPipelines(answer, createNodeRegistry(builtinNodes))
    loadAll(document)
    await vi.waitFor(() => expect(store.getState().whyMissing(reference)?.code).toBe('PIPELINE_NOT_FOUND'))
    loadAll(document)
    loadAll({ ...document, nodes: [runner, node('run-2', 'map', { pipeline: reference })] })
    await Promise.resolve()
    expect(answer).toHaveBeenCalledTimes(1)
    loadAll(document, true)
    await vi.waitFor(() => expect(store.getState().find(reference)).toEqual(other))
    expect(store.getState().whyMissing(reference)).toBeUndefined()
    loadAll(document)
    await Promise.resolve()
    expect(answer).toHaveBeenCalledTimes(2)
  })

  it('that are there no more are missing; after another failure they stay', async () => {
    const document = { ...emptyPipeline('p', 'P'), nodes: [node('run', 'map', { pipeline: reference })] }
    const answer = vi.fn<NonNullable<LoadPipeline>>(async () => other)
    const { load, loadAll, store } = createStoredPipelines(answer, createNodeRegistry(builtinNodes))
    const shown = await load(reference)
    const heard = vi.fn()
    store.subscribe(heard)
    answer.mockRejectedValueOnce(new Error('no connection')).mockResolvedValueOnce({ ...other })
    loadAll(document, true)
    await vi.waitFor(() => expect(answer).toHaveBeenCalledTimes(2))
    await Promise.resolve()
    loadAll(document, true)
    await vi.waitFor(() => expect(answer).toHaveBeenCalledTimes(3))
    await Promise.resolve()
    expect(store.getState().find(reference)).toBe(shown)
    expect(heard).not.toHaveBeenCalled()
    answer.mockRejectedValueOnce(failure('REVISION_NOT_FOUND', { pipeline: 'other', revision: 'r1' }))
    loadAll(document, true)
    await vi.waitFor(() => expect(store.getState().find(reference)).toBeUndefined())
    expect(store.getState().whyMissing(reference)?.code).toBe('REVISION_NOT_FOUND')
  })
})
