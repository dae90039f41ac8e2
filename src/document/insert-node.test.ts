import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { fitsJoint, insertNode } from './insert-node.ts'

const registry = createNodeRegistry(builtinNodes)
const line = pipelineOf(
  [node('ask', 'input'), node('answer', 'output')],
  [wire('ask.question', 'answer.value')],
)
const edge = line.edges[0]?.id ?? ''
const ends = (edges: (typeof line)['edges']) =>
  edges.map(({ from, to }) => `${from.node}.${from.port} ${to.node}.${to.port}`)

it('a node is put into a wire', () => {
  const after = insertNode(node('between', 'template'), { kind: 'into', edge }, registry).change(line)
  expect(ends(after.edges)).toEqual(['ask.question between.value', 'between.text answer.value'])
})

it('one that cannot be both ends leaves the wire as it is', () => {
  const after = insertNode(node('end', 'output'), { kind: 'into', edge }, registry).change(line)
  expect(after.nodes).toHaveLength(3)
  expect(after.edges).toEqual(line.edges)
})

it('a node before an input takes the place of the wire that was there', () => {
  const to = { node: 'answer', port: 'value' }
  const after = insertNode(node('text', 'template'), { kind: 'before', to }, registry).change(line)
  expect(ends(after.edges)).toEqual(['text.text answer.value'])
})

it('a node after the moved end of a wire takes it over; one that it cannot reach leaves it', () => {
  const joint = { kind: 'after', from: { node: 'ask', port: 'question' }, moved: edge } as const
  const after = insertNode(node('text', 'template'), joint, registry).change(line)
  expect(ends(after.edges)).toEqual(['ask.question text.value'])
  const beside = insertNode(node('second', 'input'), joint, registry).change(line)
  expect(beside.edges).toEqual(line.edges)
})

it('only types with a port that fits are offered', () => {
  const fitting = (joint: Parameters<typeof fitsJoint>[1]) =>
    builtinNodes.filter((definition) => fitsJoint(definition, joint, line, registry)).map(({ type }) => type)
  const after = fitting({ kind: 'after', from: { node: 'ask', port: 'question' } })
  expect(after).toContain('intent-classifier')
  expect(after).not.toContain('input')
  expect(fitting({ kind: 'into', edge })).not.toContain('output')
})
