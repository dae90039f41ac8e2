import { expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { Json } from '../../runtime/core/values.ts'
import { isTyped } from './typed-inputs.ts'

const end = (text: string) => {
  const [node = '', port = ''] = text.split('.')
  return { node, port }
}

function draw(
  nodes: Record<string, string>,
  wires: string,
  configs: Record<string, Record<string, Json>> = {},
) {
  return {
    ...emptyPipeline('p', 'P'),
    nodes: Object.entries(nodes).map(([id, type]) => ({
      id,
      type,
      version: 1,
      config: configs[id] ?? {},
      position: { x: 0, y: 0 },
    })),
    edges: wires.split(' ').map((wire, index) => {
      const [from = '', to = ''] = wire.split('>')
      return { id: `e${index}`, from: end(from), to: end(to) }
    }),
  } satisfies PipelineDocument
}

const chain = draw(
  { in: 'input', a: 'merge', b: 'merge', c: 'merge' },
  'in.question>a.values a.value>b.values a.value>c.values in.question>c.values',
)
const find = (path: string, pins: Record<string, Record<string, Json>>, isFormFilled = false) =>
  isTyped(chain, path.split('/'), { pins, isFormFilled })

it('a node runs alone on what is held before it, and not without', () => {
  expect(find('b', {})).toBe(false)
  expect(find('b', { a: { value: 'x' } })).toBe(true)
  expect(find('nowhere', {})).toBe(false)
})

it('of what is held, each input has to get something', () => {
  expect(find('b', { a: {} })).toBe(false)
  expect(find('c', { a: { value: 'x' } })).toBe(false)
  expect(find('c', { a: { value: 'x' }, in: {} })).toBe(true)
  expect(find('c', { a: {}, in: {} })).toBe(false)
})

it('or on what the form holds', () => {
  for (const node of ['in', 'a']) {
    expect(find(node, {})).toBe(false)
    expect(find(node, {}, true)).toBe(true)
  }
  expect(find('c', { a: { value: 'x' } }, true)).toBe(true)
})

it('a node inside another needs what that one needs', () => {
  // A document is JSON through and through; its type has keys that may be left out.
  const inline = chain as unknown as Json
  const outer = draw({ first: 'input', sub: 'sub-pipeline' }, 'first.question>sub.question', {
    sub: { pipeline: { inline } },
  })
  const inside = (node: string, pins: Record<string, Record<string, Json>>, isFormFilled: boolean) =>
    isTyped(outer, ['sub', node], { pins, isFormFilled })
  expect(inside('b', { 'sub/a': { value: 'x' } }, true)).toBe(true)
  expect(inside('b', { 'sub/a': { value: 'x' } }, false)).toBe(false)
  expect(inside('a', { first: { question: 'q' } }, false)).toBe(true)
  expect(inside('b', { a: { value: 'x' } }, true)).toBe(false)
})
