import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { deleteAndBridge } from './bridge.ts'

const registry = createNodeRegistry(builtinNodes)

const line = pipelineOf(
  [
    node('ask', 'input'),
    node('first', 'template', { template: 'A {{value}}' }),
    node('second', 'template', { template: 'B {{value}}' }),
    node('answer', 'output'),
  ],
  [
    wire('ask.question', 'first.value'),
    wire('first.text', 'second.value'),
    wire('second.text', 'answer.value'),
  ],
)
const ends = (edges: readonly { from: { node: string }; to: { node: string } }[]) =>
  edges.map(({ from, to }) => `${from.node} → ${to.node}`)

it('a node leaves the line in which it stood whole', () => {
  const { nodes, edges } = deleteAndBridge(new Set(['first']), registry).change(line)
  expect(nodes.map(({ id }) => id)).toEqual(['ask', 'second', 'answer'])
  expect(ends(edges)).toEqual(['second → answer', 'ask → second'])
})

it('a whole stretch leaves it whole too', () => {
  const { edges } = deleteAndBridge(new Set(['first', 'second']), registry).change(line)
  expect(ends(edges)).toEqual(['ask → answer'])
})

it('types that do not fit are not bridged', () => {
  const search = pipelineOf(
    [node('ask', 'input'), node('find', 'bm25-retriever', { index: 'x' }), node('read', 'reader')],
    [wire('ask.question', 'find.query'), wire('find.documents', 'read.documents')],
  )
  expect(deleteAndBridge(new Set(['find']), registry).change(search).edges).toEqual([])
})

it('nothing chosen changes nothing', () => {
  expect(deleteAndBridge(new Set(), registry).change(line)).toBe(line)
})
