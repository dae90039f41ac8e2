import { expect, it, vi } from 'vitest'
import { builtinNodes } from '../../../nodes/index.ts'
import { createNodeRegistry } from '../node/registry.ts'
import { isWithin } from '../trace/node-path.ts'
import type { Json } from '../values.ts'
import type { NodeRecord } from './document.ts'
import { emptyPipeline } from './empty-pipeline.ts'
import { createNodeFinder, loadStored, pipelineInside, referenceOf } from './find-inside.ts'

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

it('finds nodes of stored revisions that could be loaded, also those that these run', async () => {
  const stored = (id: string) => node(id, 'sub-pipeline', { pipeline: { id, revision: 'r1' } })
  const documents: Readonly<Record<string, readonly NodeRecord[]>> = {
    desk: [node('search', 'template'), stored('deep'), stored('gone')],
    deep: [node('line', 'template'), outer],
  }
  const load = vi.fn(async ({ id }: { id: string }) => {
    const nodes = documents[id]
    if (nodes === undefined) throw new Error('It is not there.')
    return { ...emptyPipeline(id, id), nodes: [...nodes] }
  })
  const whole = { ...emptyPipeline('p', 'P'), nodes: [stored('desk'), stored('deep')] }
  const find = createNodeFinder(whole.nodes, await loadStored(whole, load))
  expect(find('desk/search')?.type).toBe('template')
  expect(find('desk/deep/outer#2/a')?.type).toBe('input')
  expect(find('desk/gone/line')).toBeUndefined()
  expect(load.mock.calls.map(([{ id }]) => id).toSorted()).toEqual(['deep', 'desk', 'gone'])
  expect(createNodeFinder(whole.nodes)('desk/search')).toBeUndefined()
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
