import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import type { PipelineUse } from '../core/wire/pipelines.ts'
import { echoPipeline, node, pipelineOf } from '../testing/pipelines.ts'
import { createPipelineService } from './pipelines.ts'

const create = async () => {
  const service = createPipelineService(openMemoryStores().pipelines, createNodeRegistry(builtinNodes))
  await service.create(echoPipeline)
  return service
}

it('gives the draft that stands to the one who comes too late', async () => {
  const service = await create()
  await service.save('echo', { ...echoPipeline, name: 'Mine' }, 1)
  await expect(service.save('echo', { ...echoPipeline, name: 'Theirs' }, 1)).rejects.toMatchObject({
    code: 'REVISION_CONFLICT',
    params: { current: 2, expected: 1 },
    cause: { counter: 2, document: { name: 'Mine' } },
  })
  await expect(service.remove('echo', 1)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  expect((await service.get('echo')).document.name).toBe('Mine')
})

it('names revisions by content: positions and names of nodes take no part', async () => {
  const service = await create()
  const { hash } = await service.saveRevision('echo', { note: 'first' })
  const moved = echoPipeline.nodes.map((one) => ({ ...one, position: { x: 9, y: 9 } }))
  await service.save('echo', { ...echoPipeline, nodes: moved }, 1)
  expect((await service.saveRevision('echo', { note: 'moved' })).hash).toBe(hash)
  expect(await service.revisions('echo')).toMatchObject({ items: [{ hash, name: '', note: 'moved' }] })
  expect(await service.saveRevision('echo', { name: 'Spring' })).toMatchObject({
    name: 'Spring',
    note: 'moved',
  })
  const other = echoPipeline.nodes.map((one) =>
    one.id === 'fill' ? { ...one, config: { template: 'Hi' } } : one,
  )
  await service.save('echo', { ...echoPipeline, nodes: other }, 2)
  expect((await service.saveRevision('echo', { note: 'second' })).hash).not.toBe(hash)
  expect((await service.publish('echo', hash)).publishedRevision).toBe(hash)
})

it('keeps the id of the address, and says what does not exist', async () => {
  const service = await create()
  expect((await service.save('echo', { ...echoPipeline, id: 'other' }, 1)).document.id).toBe('echo')
  await expect(service.create(echoPipeline)).rejects.toMatchObject({ code: 'PIPELINE_EXISTS' })
  await expect(service.get('none')).rejects.toMatchObject({ code: 'PIPELINE_NOT_FOUND' })
  await expect(service.revisions('none')).rejects.toMatchObject({ code: 'PIPELINE_NOT_FOUND' })
  await expect(service.save('none', echoPipeline, 1)).rejects.toMatchObject({ code: 'PIPELINE_NOT_FOUND' })
  await expect(service.publish('echo', 'f'.repeat(64))).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' })
})

it('lists those that use something, in their draft, in what is published of them, or in a pipeline inside', async () => {
  const service = await create()
  const searching = (index: string) => pipelineOf([node('find', 'bm25-retriever', { index })], [], 'inner')
  await service.create({ ...searching('desk'), id: 'draft' })
  await service.create({ ...searching('desk'), id: 'published' })
  await service.publish('published', (await service.saveRevision('published')).hash)
  await service.save('published', { ...searching('other'), id: 'published' }, 1)
  const outer = node('inner', 'sub-pipeline', { pipeline: { inline: searching('desk') } })
  await service.create(pipelineOf([outer], [], 'outer'))
  const using = async (use: PipelineUse) => (await service.list(use)).map(({ id }) => id).sort()
  expect(await using({ index: 'desk' })).toEqual(['draft', 'outer', 'published'])
  expect(await using({ index: 'other' })).toEqual(['published'])
  expect(await using({ bank: 'desk' })).toEqual([])
  expect(await using({ index: 'desk', bank: 'desk' })).toEqual([])
  expect(await using({})).toHaveLength(4)
})
