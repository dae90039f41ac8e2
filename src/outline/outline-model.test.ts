import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { groupNodes } from '../document/group-commands.ts'
import { outlineOf } from './outline-model.ts'

const registry = createNodeRegistry(builtinNodes)

it('nodes stand after those that they take from, with their ports and wires', () => {
  const document = groupNodes(new Set(['say']), 'Words').change(
    pipelineOf(
      [node('answer', 'output'), node('say', 'template'), node('ask', 'input')],
      [wire('ask.question', 'say.value'), wire('say.text', 'answer.value')],
    ),
  )
  const outline = outlineOf(document, registry)
  expect(outline.map(({ record }) => record.id)).toEqual(['ask', 'say', 'answer'])
  expect(outline[1]).toMatchObject({
    group: 'Words',
    ports: [
      { side: 'input', end: { port: 'value' }, wires: [{ other: { node: 'ask', port: 'question' } }] },
      { side: 'output', end: { port: 'text' }, wires: [{ other: { node: 'answer', port: 'value' } }] },
    ],
  })
})

it('nothing is lost: loops, broken wires and unknown types are listed too', () => {
  const document = pipelineOf(
    [node('a', 'template'), node('b', 'template'), node('odd', 'of-another-time')],
    [wire('a.text', 'b.value'), wire('b.text', 'a.value'), wire('odd.gone', 'a.lost')],
  )
  const outline = outlineOf(document, registry)
  expect(outline.map(({ record }) => record.id).toSorted()).toEqual(['a', 'b', 'odd'])
  expect(outline.find(({ record }) => record.id === 'odd')?.ports).toMatchObject([{ end: { port: 'gone' } }])
  const ports = outline.find(({ record }) => record.id === 'a')?.ports ?? []
  expect(ports.map(({ end }) => end.port)).toEqual(['value', 'lost', 'text'])
})
