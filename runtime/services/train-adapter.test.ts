import { describe, expect, it } from 'vitest'
import type { RetrievedDocument } from '../core/values.ts'
import { withPassages } from './train-adapter.ts'

const found = (documentId: string, text: string): RetrievedDocument => ({
  id: `${documentId}#0`,
  documentId,
  title: documentId,
  text,
  source: { start: 0, end: text.length },
  score: 1,
})
const others = Array.from({ length: 7 }, (_, i) => found(`other-${i}`, `Article ${i}.`))
const question = {
  id: 'q',
  question: 'What does a dog cost?',
  answers: ['£4'],
  contextId: 'dogs',
  split: 'train' as const,
}
const searchIn = (documents: RetrievedDocument[]) => ({
  search: async (_query: string, { limit }: { limit: number }) => documents.slice(0, limit),
})

describe('passages of a question to train on', () => {
  it('are the five a pipeline would read, those of its article that hold an answer being right', async () => {
    const dogs = found('dogs', 'A dog costs £4.')
    const index = searchIn([
      ...others.slice(0, 2),
      dogs,
      found('dogs', 'Dogs are welcome.'),
      ...others.slice(2),
    ])
    const { passages, goldPassages } = await withPassages(question, index)
    expect(passages.map(({ title }) => title)).toEqual(['other-0', 'other-1', 'dogs', 'dogs', 'other-2'])
    expect(goldPassages).toEqual([2])
  })

  it('end with the best passage of its article when that ranks lower, and an answer elsewhere is not right', async () => {
    const elsewhere = found('cats', 'A cat costs £4.')
    const index = searchIn([elsewhere, ...others, found('dogs', 'A dog costs £4.')])
    const { passages, goldPassages } = await withPassages(question, index)
    expect(passages).toHaveLength(5)
    expect(passages.at(-1)).toEqual({ title: 'dogs', text: 'A dog costs £4.' })
    expect(goldPassages).toEqual([4])
  })

  it('hold no right one when no search finds its article', async () => {
    const { passages, goldPassages } = await withPassages(question, searchIn(others))
    expect(passages).toHaveLength(5)
    expect(goldPassages).toEqual([])
  })
})
