import { expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { keyOf, mergeDocuments } from './merge-documents.ts'

const node = (id: string, config: NodeRecord['config'] = {}, x = 0): NodeRecord => ({
  id,
  type: 'template',
  version: 1,
  config,
  position: { x, y: 0 },
})

const edge = (id: string, from: string, to: string) => ({
  id,
  from: { node: from, port: 'text' },
  to: { node: to, port: 'text' },
})

const base: PipelineDocument = {
  ...emptyPipeline('p', 'Desk'),
  nodes: [node('a'), node('b')],
  edges: [edge('e1', 'a', 'b')],
}

it('takes from each side what only that side changed', () => {
  const mine = { ...base, name: 'My desk', nodes: [node('a', { template: 'mine' }), node('b')] }
  const theirs = { ...base, nodes: [node('a'), node('b', {}, 40), node('c')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts).toEqual([])
  expect(resolve(new Map())).toMatchObject({
    name: 'My desk',
    nodes: [{ id: 'a', config: { template: 'mine' } }, { id: 'b', position: { x: 40 } }, { id: 'c' }],
  })
})

it('asks where both changed the same node, and does what was chosen', () => {
  const mine = { ...base, nodes: [node('a', { template: 'mine' }), node('b')] }
  const theirs = { ...base, nodes: [node('a', { template: 'theirs' }), node('b')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts.map(keyOf)).toEqual(['node a'])
  expect(resolve(new Map()).nodes[0]?.config).toEqual({ template: 'mine' })
  expect(resolve(new Map([['node a', 'theirs']])).nodes[0]?.config).toEqual({ template: 'theirs' })
})

it('asks when one side deleted what the other changed', () => {
  const mine = { ...base, nodes: [node('b')], edges: [] }
  const theirs = { ...base, nodes: [node('a', { template: 'kept' }), node('b')] }
  const { conflicts, resolve } = mergeDocuments(base, mine, theirs)
  expect(conflicts).toEqual([{ kind: 'node', id: 'a', theirs: node('a', { template: 'kept' }) }])
  expect(resolve(new Map()).nodes.map(({ id }) => id)).toEqual(['b'])
  expect(resolve(new Map([['node a', 'theirs']])).nodes.map(({ id }) => id)).toEqual(['b', 'a'])
})

it('leaves no edge without its nodes', () => {
  const mine = { ...base, nodes: [node('b')], edges: [] }
  const theirs = { ...base, edges: [...base.edges, edge('e2', 'a', 'b')] }
  expect(mergeDocuments(base, mine, theirs).resolve(new Map()).edges).toEqual([])
})

it('asks about facts that both changed', () => {
  const { conflicts, resolve } = mergeDocuments(base, { ...base, name: 'A' }, { ...base, name: 'B' })
  expect(conflicts).toEqual([{ kind: 'fact', id: 'name', mine: 'A', theirs: 'B' }])
  expect(resolve(new Map([['fact name', 'theirs']])).name).toBe('B')
})

it('is the same whichever side made the same change', () => {
  const changed = { ...base, name: 'Both' }
  expect(mergeDocuments(base, changed, changed)).toMatchObject({ conflicts: [] })
})
