import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { replaceNode } from './replace-node.ts'

const registry = createNodeRegistry(builtinNodes)
const definitionOf = (type: string) => {
  const definition = registry.get(type)
  if (definition === undefined) throw new Error(`There is no ${type}.`)
  return definition
}

const search = pipelineOf(
  [
    node('ask', 'input'),
    { ...node('find', 'bm25-retriever', { index: 'handbook', limit: 7 }), name: 'Search', muted: true },
    node('read', 'reader'),
  ],
  [
    wire('ask.question', 'find.query'),
    wire('find.documents', 'read.documents'),
    wire('ask.question', 'read.question'),
  ],
)

it('settings, wires, name and state that fit stay', () => {
  const after = replaceNode('find', definitionOf('hybrid-retriever'), registry).change(search)
  expect(after.nodes[1]).toMatchObject({
    id: 'find',
    type: 'hybrid-retriever',
    name: 'Search',
    muted: true,
    config: { index: 'handbook', limit: 7 },
  })
  expect(after.edges).toEqual(search.edges)
})

it('wires go to the first port that fits, or are gone', () => {
  const after = replaceNode('find', definitionOf('intent-classifier'), registry).change(search)
  expect(after.edges.map(({ from, to }) => `${from.node}.${from.port} ${to.node}.${to.port}`)).toEqual([
    'ask.question find.text',
    'ask.question read.question',
  ])
})

it('the same type, or a node that is gone, changes nothing', () => {
  expect(replaceNode('find', definitionOf('bm25-retriever'), registry).change(search)).toBe(search)
  expect(replaceNode('lost', definitionOf('reader'), registry).change(search)).toBe(search)
})
