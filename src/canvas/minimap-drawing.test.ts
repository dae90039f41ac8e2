import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { placeGroups, placesOfHidden } from '../drawing/group-geometry.ts'
import { nodeTone } from '../drawing/node-icons.ts'
import { syncFlowNodes } from './flow-nodes.ts'
import { drawInSmall, placeInMap } from './minimap-drawing.ts'

const registry = createNodeRegistry(builtinNodes)
const none: ReadonlySet<string> = new Set()
const node = (id: string, type: string, x: number) => ({
  id,
  type,
  version: 1,
  config: {},
  position: { x, y: 0 },
})
const note = { id: 'n', text: 'Read me', position: { x: -400, y: -300 }, size: { width: 200, height: 100 } }

function draw(isCollapsed: boolean, selected: ReadonlySet<string> = none) {
  const source = {
    ...emptyPipeline('p', 'P'),
    nodes: [node('a', 'template', 0), node('b', 'template', 300), node('c', 'bm25-retriever', 600)],
    groups: [{ id: 'g', title: 'G', color: 'intent', nodes: ['a', 'b'], collapsed: isCollapsed }],
    registry,
    cards: new Map(),
  }
  const hidden = placesOfHidden(source.nodes, source.groups)
  const nodes = syncFlowNodes([], { ...source, hidden }, selected)
  return drawInSmall(nodes, placeGroups(source), [note])
}

const boxesIn = (path = '') => path.match(/M/g)?.length ?? 0
const ofTone = (drawn: ReturnType<typeof draw>, type: string) =>
  drawn.cards.find(({ tone }) => tone === nodeTone(registry.get(type)))?.path

it('draws the cards of one colour as one path, with notes and the frames of groups', () => {
  const drawn = draw(false)
  expect(boxesIn(ofTone(drawn, 'template'))).toBe(2)
  expect(boxesIn(ofTone(drawn, 'bm25-retriever'))).toBe(1)
  expect(drawn.frames.map(({ tone, path }) => [tone, boxesIn(path)])).toEqual([['var(--sb-port-intent)', 1]])
  expect(drawn.notes).toBe('M-400 -300h200v100h-200z')
  expect(drawn.bounds).toMatchObject({ x: -400, y: -300 })
})

it('a collapsed group is one card in its colour, in place of those in it', () => {
  const drawn = draw(true)
  expect(drawn.frames).toEqual([])
  expect(ofTone(drawn, 'template')).toBeUndefined()
  const group = drawn.cards.find(({ tone }) => tone === 'var(--sb-port-intent)')
  expect(group?.path).toMatch(/^M0 0h/)
})

it('marks what is selected, a collapsed group as one card', () => {
  expect(boxesIn(draw(false, new Set(['a', 'b'])).chosen)).toBe(2)
  expect(boxesIn(draw(true, new Set(['a', 'b'])).chosen)).toBe(1)
  expect(draw(false).chosen).toBe('')
})

it('shows the whole drawing and what is seen, in the middle, with the proportions of the map', () => {
  const map = { width: 100, height: 50 }
  const seen = { x: 0, y: 0, width: 100, height: 100 }
  const shown = placeInMap({ x: -900, y: 0, width: 1000, height: 100 }, seen, map)
  expect(shown.width / shown.height).toBeCloseTo(2)
  expect(shown.x).toBeLessThan(-900)
  expect(shown.x + shown.width).toBeGreaterThan(100)
  expect(shown.x + shown.width / 2).toBeCloseTo(-400)
  expect(shown.y + shown.height / 2).toBeCloseTo(50)
})

it('without a drawing it shows what is seen', () => {
  const seen = { x: 50, y: 50, width: 200, height: 100 }
  const shown = placeInMap(null, seen, { width: 144, height: 92 })
  expect(shown.x + shown.width / 2).toBeCloseTo(150)
  expect(shown.y + shown.height / 2).toBeCloseTo(100)
  expect(drawInSmall([], [], [])).toEqual({ bounds: null, cards: [], frames: [], notes: '', chosen: '' })
})
