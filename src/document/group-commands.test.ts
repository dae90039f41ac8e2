import { expect, it } from 'vitest'
import { documentSchema } from '../../runtime/core/document/document.ts'
import { node, pipelineOf } from '../../runtime/testing/pipelines.ts'
import { createDocumentStore } from './document-store.ts'
import { addNote, changeGroup, changeNote, deleteNote, groupNodes, ungroupNodes } from './group-commands.ts'

const empty = pipelineOf(
  ['a', 'b', 'c'].map((id) => node(id, 'template')),
  [],
)
const titles = (document: typeof empty) =>
  document.groups.map(({ title, nodes }) => `${title}: ${nodes.join(' ')}`)

it('a node is in one group at most, and an empty group goes', () => {
  const first = groupNodes(new Set(['a', 'b']), 'One').change(empty)
  const second = groupNodes(new Set(['b', 'c', 'lost']), 'Two').change(first)
  expect(titles(second)).toEqual(['One: a', 'Two: b c'])
  expect(titles(groupNodes(new Set(['a']), 'Three').change(second))).toEqual(['Two: b c', 'Three: a'])
  expect(documentSchema.safeParse(second).success).toBe(true)
})

it('groups are named, coloured, collapsed and dissolved', () => {
  const grouped = groupNodes(new Set(['a']), 'One').change(empty)
  const id = grouped.groups[0]?.id ?? ''
  const changed = changeGroup(id, { title: 'Search', color: 'intent', collapsed: true }).change(grouped)
  expect(changed.groups[0]).toMatchObject({ title: 'Search', color: 'intent', collapsed: true })
  expect(changeGroup(id, { title: 'Search' }).change(changed)).toBe(changed)
  expect(ungroupNodes(new Set(['a'])).change(changed).groups).toEqual([])
  expect(ungroupNodes(new Set(['b'])).change(changed)).toBe(changed)
})

it('nobody groups nothing', () => {
  expect(groupNodes(new Set(['lost']), 'One').change(empty)).toBe(empty)
})

it('notes are added, written, sized and deleted', () => {
  const noted = addNote({ x: 8, y: 16 }).change(empty)
  const id = noted.notes[0]?.id ?? ''
  const written = changeNote(id, { text: '# Why', size: { width: 10, height: 300 } }).change(noted)
  expect(written.notes[0]).toMatchObject({ text: '# Why', size: { width: 120, height: 300 } })
  expect(changeNote(id, { text: '# Why' }).change(written)).toBe(written)
  expect(deleteNote(id).change(written).notes).toEqual([])
  expect(deleteNote('lost').change(written)).toBe(written)
})

it('typing is undone word by word, and a series of steps with the arrow keys at once', () => {
  const store = createDocumentStore(
    addNote({ x: 0, y: 0 }).change(groupNodes(new Set(['a']), '').change(empty)),
  )
  const { apply, undo } = store.getState()
  const current = () => store.getState().document
  const [group, note] = [current().groups[0]?.id ?? '', current().notes[0]?.id ?? '']
  for (const title of ['F', 'Find', 'Find a', 'Find and']) apply(changeGroup(group, { title }))
  for (const x of [8, 16]) apply(changeNote(note, { position: { x, y: 0 } }, 'nudge'))
  for (const x of [30, 40]) apply(changeNote(note, { position: { x, y: 0 } }))
  const places = [30, 16, 0].map((x) => {
    undo()
    return current().notes[0]?.position.x === x
  })
  expect(places).toEqual([true, true, true])
  undo()
  expect(titles(current())).toEqual(['Find: a'])
})
