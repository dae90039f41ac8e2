import { expect, it } from 'vitest'
import type { ResourceReference } from '../document/resource-issues.ts'
import { createWorkListener } from './work-news.ts'

const uses = (node: string, id: string): ResourceReference => ({ kind: 'index', id, node, path: '' })
const references = () => [uses('find', 'handbook'), uses('find', 'handbook'), uses('search', 'handbook')]
const building = (share: number | null, id = 'handbook') => ({ kind: 'index', id, share }) as const

it('tells the start, each quarter and the end, with the nodes that wait for it', () => {
  const listener = createWorkListener()
  const told = [0, 0.1, 0.3, 0.4, 0.8].map((share) => listener.hear([building(share)], references).length)
  expect(told).toEqual([1, 0, 1, 0, 1])
  expect(listener.hear([], references)).toEqual([{ nodes: ['find', 'search'], work: null }])
  expect(listener.hear([], references)).toEqual([])
  expect(listener.hear([building(null)], references)).toEqual([
    { nodes: ['find', 'search'], work: building(null) },
  ])
})

it('says nothing of what the pipeline does not use', () => {
  const listener = createWorkListener()
  expect(listener.hear([building(0, 'other')], references)).toEqual([])
  expect(listener.hear([], references)).toEqual([])
})
