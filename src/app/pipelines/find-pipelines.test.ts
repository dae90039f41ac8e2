import { describe, expect, it } from 'vitest'
import type { ListedPipeline, PipelineFilter } from './find-pipelines.ts'
import { countTags, findPipelines, readTags } from './find-pipelines.ts'

const pipeline = (id: string, change: Partial<ListedPipeline> = {}): ListedPipeline => ({
  id,
  name: id,
  description: '',
  counter: 1,
  nodes: 3,
  updatedAt: '2026-01-01T00:00:00.000Z',
  publishedRevision: null,
  tags: [],
  isArchived: false,
  runs: 0,
  ...change,
})

const pipelines = [
  pipeline('old', { name: 'B desk', tags: ['rail', '客服'], runs: 9 }),
  pipeline('new', { name: 'C desk', description: 'Refunds', updatedAt: '2026-02-01T00:00:00.000Z' }),
  pipeline('gone', { name: 'A desk', tags: ['rail'], isArchived: true }),
]

const find = (change: Partial<PipelineFilter>) =>
  findPipelines(pipelines, {
    search: '',
    tags: new Set<string>(),
    hasArchived: false,
    order: 'edited',
    ...change,
  }).map(({ id }) => id)

describe('the list of pipelines', () => {
  it('shows what is not archived, the last edited first', () => {
    expect(find({})).toEqual(['new', 'old'])
    expect(find({ hasArchived: true, order: 'name' })).toEqual(['gone', 'old', 'new'])
    expect(find({ order: 'runs' })).toEqual(['old', 'new'])
  })

  it.each([
    ['a word of the description', 'refund', ['new']],
    ['words that stand apart', 'desk 客服', ['old']],
    ['an id', 'OLD', ['old']],
    ['words that no pipeline has together', 'refund 客服', []],
  ])('is searched by %s', (_name, search, ids) => {
    expect(find({ search })).toEqual(ids)
  })

  it('is narrowed by tags: all of them must be there', () => {
    expect(find({ tags: new Set(['rail']) })).toEqual(['old'])
    expect(find({ tags: new Set(['rail', 'none']) })).toEqual([])
    expect(countTags(pipelines)).toEqual([
      { tag: 'rail', count: 2 },
      { tag: '客服', count: 1 },
    ])
  })

  it('reads tags with commas of both scripts, each once', () => {
    expect(readTags(' rail, 客服，rail、 , night train ')).toEqual(['rail', '客服', 'night train'])
    expect(readTags(' ')).toEqual([])
  })
})
