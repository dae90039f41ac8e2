import { expect, it } from 'vitest'
import { builtinNodes } from '../../nodes/index.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { node, pipelineOf } from '../../runtime/testing/pipelines.ts'
import { addNote, groupNodes } from '../document/group-commands.ts'
import { cardWidth } from './card-layout.ts'
import { boundsOfDrawing } from './drawing-bounds.ts'
import { collapsedSize } from './group-geometry.ts'

const registry = createNodeRegistry(builtinNodes)
const at = (id: string, x: number, y: number) => ({ ...node(id, 'template'), position: { x, y } })
const boundsOf = (document: ReturnType<typeof pipelineOf>) => boundsOfDrawing(document, registry, new Map())
const pair = pipelineOf([at('a', 100, 50), at('b', 500, 50)], [])

it('reaches from the first card to the end of the last', () => {
  expect(boundsOf(pair)).toMatchObject({ x: 100, y: 50, width: 400 + cardWidth })
  expect(boundsOf(pipelineOf([], []))).toBeNull()
})

it('holds the frames of groups, and of a collapsed one what is drawn in its place', () => {
  const grouped = groupNodes(new Set(['a', 'b']), 'All').change(pair)
  const open = boundsOf(grouped)
  expect(open?.x).toBeLessThan(100)
  expect(open?.y).toBeLessThan(50)
  const collapsed = { ...grouped, groups: grouped.groups.map((one) => ({ ...one, collapsed: true })) }
  expect(boundsOf(collapsed)).toEqual({ x: 100, y: 50, ...collapsedSize })
})

it('holds notes, also where there is nothing else', () => {
  const noted = addNote({ x: -300, y: -200 }).change(pair)
  expect(boundsOf(noted)).toMatchObject({ x: -300, y: -200, width: 800 + cardWidth })
  const [note] = noted.notes
  expect(boundsOf({ ...noted, nodes: [] })).toEqual({ ...note?.position, ...note?.size })
})
