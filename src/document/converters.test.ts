import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { findConverters, listConvertiblePorts } from './converters.ts'
import { insertNode } from './insert-node.ts'

const registry = createNodeRegistry(builtinNodes)
const question = { node: 'ask', port: 'question' }
const messages = { node: 'model', port: 'messages' }
const drawing = pipelineOf(
  [node('ask', 'input'), node('model', 'chat-model'), node('bank', 'adapter-bank')],
  [],
)
const types = (from: typeof question, to: typeof question, of = drawing) =>
  findConverters(of, registry, from, to).map(({ type }) => type)

it('a prompt makes messages of text, a classifier an intent', () => {
  expect(types(question, messages)).toEqual(['prompt'])
  expect(types(question, { node: 'bank', port: 'intent' })).toEqual(['intent-classifier'])
})

it('what needs nothing but itself comes first', () => {
  const docs = pipelineOf([node('find', 'bm25-retriever'), node('model', 'chat-model')], [])
  const found = types({ node: 'find', port: 'documents' }, { node: 'model', port: 'question' }, docs)
  expect(found).toEqual(['context-builder', 'template'])
})

it('offers nothing where the ports fit, where a loop would close, or where no node helps', () => {
  expect(types(question, { node: 'model', port: 'question' })).toEqual([])
  const loop = pipelineOf(
    [node('words', 'prompt'), node('model', 'chat-model')],
    [wire('words.messages', 'model.messages')],
  )
  expect(types({ node: 'model', port: 'answer' }, { node: 'words', port: 'history' }, loop)).toEqual([])
  expect(types(question, { node: 'bank', port: 'decision' })).toEqual([])
})

it('a decision is no text to go on with: the adapter input of a model converts nothing', () => {
  const from = { node: 'bank', port: 'decision' }
  expect(types(from, { node: 'model', port: 'question' })).toEqual(['template'])
})

it('lists the ports that a node between would reach, from both ends', () => {
  const reached = listConvertiblePorts(drawing, registry, question, 'output')
  expect(reached).toContainEqual(messages)
  expect(reached).not.toContainEqual({ node: 'model', port: 'question' })
  expect(listConvertiblePorts(drawing, registry, messages, 'input')).toContainEqual(question)
})

it('the node between is wired at both ends in one step, to the port of the same name where there is one', () => {
  const between = { kind: 'between', from: question, to: messages } as const
  const { edges } = insertNode(node('words', 'prompt'), between, registry).change(drawing)
  expect(edges.map(({ from, to }) => `${from.node}.${from.port} ${to.node}.${to.port}`)).toEqual([
    'ask.question words.question',
    'words.messages model.messages',
  ])
})
