import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { groupNodes } from '../document/group-commands.ts'
import type { GroupSource } from './group-geometry.ts'
import { crossingWires, hiddenNodes, placeGroups, placesOfHidden } from './group-geometry.ts'

const at = (id: string, type: string, x: number) => ({ ...node(id, type), position: { x, y: 100 } })
const line = groupNodes(new Set(['first', 'second']), 'Middle').change(
  pipelineOf(
    [
      at('ask', 'input', 0),
      at('first', 'template', 400),
      at('second', 'template', 800),
      at('answer', 'output', 1200),
    ],
    [
      wire('ask.question', 'first.value'),
      wire('first.text', 'second.value'),
      wire('second.text', 'answer.value'),
    ],
  ),
)
const sourceOf = (isCollapsed: boolean): GroupSource => ({
  nodes: line.nodes,
  edges: line.edges,
  groups: line.groups.map((group) => ({ ...group, collapsed: isCollapsed })),
  registry: createNodeRegistry(builtinNodes),
  cards: new Map(),
})

it('a frame holds the cards of its group, with room for the title', () => {
  const [box] = placeGroups(sourceOf(false))
  expect(box).toMatchObject({ x: 380, width: 688 })
  expect(box?.y).toBeLessThan(100)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(200)
  expect(hiddenNodes(sourceOf(false).groups).size).toBe(0)
})

it('a collapsed group hides its nodes and keeps the wires that cross its border', () => {
  const source = sourceOf(true)
  const boxes = placeGroups(source)
  expect([...hiddenNodes(source.groups)]).toEqual(['first', 'second'])
  const wires = crossingWires(source, boxes)
  expect(wires).toHaveLength(2)
  expect(wires[0]).toMatchObject({ type: 'text', to: { x: 400 } })
  expect(wires[1]).toMatchObject({ from: { x: 648 }, to: { x: 1200 } })
  expect(crossingWires(sourceOf(false), placeGroups(sourceOf(false)))).toEqual([])
})

it('what a collapsed group hides stands where its card does', () => {
  const { nodes, groups } = sourceOf(true)
  expect([...placesOfHidden(nodes, groups)]).toEqual([
    ['first', { x: 400, y: 100 }],
    ['second', { x: 400, y: 100 }],
  ])
  expect(placesOfHidden(nodes, sourceOf(false).groups).size).toBe(0)
})

it('a frame follows the card that is dragged, and the card of a collapsed group what it hides', () => {
  const places = new Map([['second', { x: 900, y: 500 }]])
  const [open] = placeGroups({ ...sourceOf(false), places })
  expect(open).toMatchObject({ x: 380, width: 788 })
  expect((open?.y ?? 0) + (open?.height ?? 0)).toBeGreaterThan(600)
  expect(placeGroups({ ...sourceOf(true), places })[0]).toMatchObject({ x: 900, y: 500 })
})
