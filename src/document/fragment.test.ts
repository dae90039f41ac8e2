import { expect, it } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { documentSchema } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { node, pipelineOf } from '../../runtime/testing/pipelines.ts'
import { connectPorts, deleteItems, makeNode } from './commands.ts'
import { createDocumentStore } from './document-store.ts'
import { adoptFragment, copyNodes, copyNote, pasteFragment } from './fragment.ts'

const empty = emptyPipeline('p', 'P')
const offset = { x: 8, y: 16 }
const group = (id: string, nodes: string[]) => ({
  id,
  title: 'Search',
  color: 'intent',
  nodes,
  collapsed: true,
})
const note = { id: 'note', text: '# Why', position: { x: 40, y: 80 }, size: { width: 320, height: 96 } }
const drawn: PipelineDocument = {
  ...pipelineOf(
    ['a', 'b', 'c'].map((id) => node(id, 'template')),
    [],
  ),
  groups: [group('group', ['a', 'b'])],
  notes: [note],
}
const copyInto = (document: PipelineDocument, chosen: string[]) =>
  pasteFragment(adoptFragment(document, copyNodes(drawn, new Set(chosen)), offset)).change(document)

it('a pasted fragment keeps its inner wires and those from nodes that exist', () => {
  const a = { ...makeNode(empty, 'input', 1, { x: 0, y: 0 }), id: 'a' }
  const b = { ...makeNode(empty, 'merge', 1, { x: 0, y: 0 }), id: 'b' }
  const document = connectPorts({ node: 'a', port: 'question' }, { node: 'b', port: 'values' }, true).change({
    ...empty,
    nodes: [a, b],
  })
  const inner = adoptFragment(document, copyNodes(document, new Set(['a', 'b'])), { x: 5, y: 5 })
  expect(inner.nodes.map(({ id }) => id)).toEqual(['a-2', 'b-2'])
  expect(inner.edges).toMatchObject([{ from: { node: 'a-2' }, to: { node: 'b-2' } }])
  const withIncoming = adoptFragment(
    document,
    { nodes: [b], edges: document.edges, groups: [], notes: [] },
    { x: 5, y: 5 },
  )
  expect(withIncoming.edges).toMatchObject([{ from: { node: 'a' }, to: { node: 'b-2' } }])
})

it('a group comes along with all of its members, under new ids, and stays behind without one of them', () => {
  const pasted = copyInto(drawn, ['a', 'b', 'c'])
  expect(pasted.groups).toEqual([group('group', ['a', 'b']), group('group-2', ['a-2', 'b-2'])])
  expect(documentSchema.safeParse(pasted).success).toBe(true)
  expect(copyInto(drawn, ['a', 'c']).groups).toEqual(drawn.groups)
  expect(copyInto(empty, ['b', 'a']).groups).toEqual([group('group', ['a', 'b'])])
})

it('a node is in one group at most, and a group of nodes that did not come goes', () => {
  const groups = [group('one', ['a', 'lost']), group('two', ['a', 'b']), group('three', ['a', 'lost'])]
  const adopted = adoptFragment(empty, { ...copyNodes(drawn, new Set(['a', 'b'])), groups }, offset)
  expect(adopted.groups.map(({ id, nodes }) => [id, nodes])).toEqual([
    ['one', ['a']],
    ['two', ['b']],
  ])
})

it('a group whose nodes are all cut goes, and comes back with them', () => {
  const cut = deleteItems(new Set(['a', 'b']), new Set()).change(drawn)
  expect(cut.groups).toEqual([])
  expect(copyInto(cut, ['a', 'b']).groups).toEqual(drawn.groups)
  expect(deleteItems(new Set(['a']), new Set()).change(drawn).groups).toEqual([group('group', ['b'])])
})

it('a note is copied with its text and size, as one step', () => {
  const store = createDocumentStore(drawn)
  store.getState().apply(pasteFragment(adoptFragment(drawn, copyNote(drawn, 'note'), offset)))
  expect(store.getState().document.notes).toEqual([
    note,
    { ...note, id: 'note-2', position: { x: 48, y: 96 } },
  ])
  store.getState().undo()
  expect(store.getState().document).toEqual(drawn)
  expect(pasteFragment(copyNote(drawn, 'lost')).change(drawn)).toBe(drawn)
})
