import { expect, it } from 'vitest'
import { builtinNodes } from '../../../nodes/index.ts'
import { createNodeRegistry } from '../node/registry.ts'
import { isWithin } from '../trace/node-path.ts'
import type { Json } from '../values.ts'
import type { NodeRecord } from './document.ts'
import { emptyPipeline } from './empty-pipeline.ts'
import { createNodeFinder, pipelineInside, referenceOf } from './find-inside.ts'

const node = (id: string, type: string, config: NodeRecord['config'] = {}): NodeRecord => ({
  id,
  type,
  version: 1,
  config,
  position: { x: 0, y: 0 },
})
const registry = createNodeRegistry(builtinNodes)
// A document is JSON; its type has keys that may be left out.
const holding = (nodes: readonly NodeRecord[]) =>
  ({ inline: { ...emptyPipeline('inner', 'Inner'), nodes } }) as unknown as Json
const outer = node('outer', 'map', { pipeline: holding([node('a', 'input')]) })

it('finds what a node runs, drawn in it, stored or by default, whatever its other settings are', () => {
  expect(pipelineInside(outer)?.nodes[0]?.id).toBe('a')
  expect(pipelineInside(outer)).toBe(pipelineInside(outer))
  expect(referenceOf(outer, registry)).toEqual({ inline: pipelineInside(outer) })
  const faulty = { ...outer, config: { ...outer.config, atOnce: 0 } }
  expect(referenceOf(faulty, registry)).toEqual({ inline: pipelineInside(outer) })
  const stored = { id: 'p', revision: 'r' }
  expect(referenceOf(node('s', 'sub-pipeline', { pipeline: stored }), registry)).toEqual(stored)
  expect(referenceOf(node('s', 'sub-pipeline'), registry)).toHaveProperty('inline.nodes')
})

it('finds nothing where no pipeline is, or none that is valid', () => {
  for (const setting of ['text', null, [], { inline: 'text' }, { inline: { nodes: [] } }]) {
    expect(referenceOf(node('s', 'sub-pipeline', { pipeline: setting }), registry)).toBeUndefined()
  }
  expect(referenceOf(node('t', 'template', outer.config), registry)).toBeUndefined()
  expect(referenceOf(node('u', 'unknown', outer.config), registry)).toBeUndefined()
})

it('finds nodes by their paths, whatever item they ran for', () => {
  const find = createNodeFinder([node('top', 'sub-pipeline', { pipeline: holding([outer]) })])
  expect(find('top/outer#3/a')?.type).toBe('input')
  expect(find('top')?.type).toBe('sub-pipeline')
  expect(find('top/gone/a')).toBeUndefined()
})

it('tells what is inside a node from nodes with a longer id', () => {
  expect(['a', 'a/b', 'a#1/b', 'ab', 'b/a'].map((path) => isWithin(path, 'a'))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
