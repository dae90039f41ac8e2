import { expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import type { ActionContext } from './action-context.ts'
import { createClipboardActions } from './clipboard-actions.ts'
import { writeFragment } from './clipboard.ts'

const node = (id: string, x: number, y: number) => ({
  id,
  type: 'reader',
  version: 1,
  config: {},
  position: { x, y },
})

const group = { id: 'group', title: 'Search', color: 'intent', nodes: ['a'], collapsed: false }
const note = { id: 'note', text: '# Why', position: { x: 400, y: 80 }, size: { width: 240, height: 140 } }

/** A canvas of 800 × 600 that is scrolled by `scroll`, with one node at its upper left. */
function open(scroll = { x: 0, y: 0 }) {
  const editor = makeTestEditor({
    document: { ...emptyPipeline('p', 'P'), nodes: [node('a', 80, 80)], groups: [group], notes: [note] },
  })
  const context: ActionContext = {
    editor,
    view: {
      screenToFlowPosition: ({ x, y }) => ({ x: x + scroll.x, y: y + scroll.y }),
    },
    fitWhole: vi.fn<ActionContext['fitWhole']>(),
    canvas: () => null,
    say: () => '',
    failureText: () => '',
    texts: {
      titleOf: () => '',
      summaryOf: () => '',
      fieldOf: () => undefined,
      factsOf: () => [],
      portTitleOf: () => '',
    },
    toast: vi.fn<ActionContext['toast']>(),
  }
  const actions = createClipboardActions(context)
  return {
    editor,
    actions,
    places: () => editor.document.getState().document.nodes.map(({ position }) => position),
  }
}

const one = writeFragment({ nodes: [node('a', 80, 80)], edges: [], groups: [], notes: [] })

it('copies stand beside the original, and no copy hides another', () => {
  const { actions, places } = open()
  actions.pasteText(one)
  actions.pasteText(one)
  expect(places()).toEqual([
    { x: 80, y: 80 },
    { x: 112, y: 112 },
    { x: 144, y: 144 },
  ])
})

it('what would land out of sight comes into the middle of what is seen', () => {
  const { actions, places } = open({ x: 4_000, y: 2_000 })
  actions.pasteText(one)
  const [, pasted] = places()
  expect(pasted?.x).toBeGreaterThan(4_000)
  expect(pasted?.x).toBeLessThan(4_800)
  expect(pasted?.y).toBeGreaterThan(2_000)
  expect(pasted?.y).toBeLessThan(2_600)
})

it('pasted at a point, the upper left corner of the nodes comes there, on the grid', () => {
  const { actions, places } = open({ x: 1_000, y: 0 })
  const nodes = [node('a', 80, 80), node('b', 400, 180)]
  const two = writeFragment({ nodes, edges: [], groups: [], notes: [] })
  actions.pasteText(two, false, { x: 301, y: 202 })
  expect(places().slice(1)).toEqual([
    { x: 1_304, y: 200 },
    { x: 1_624, y: 300 },
  ])
})

it('what is duplicated, and what goes over the clipboard, keeps its group, as one step', () => {
  const { editor, actions } = open()
  const document = () => editor.document.getState().document
  const groups = () => document().groups.map(({ id, nodes }) => [id, ...nodes])
  editor.session.getState().select(['a'])
  actions.duplicate()
  expect(groups()).toEqual([
    ['group', 'a'],
    ['group-2', 'a-2'],
  ])
  editor.document.getState().undo()
  expect(document().nodes).toHaveLength(1)
  expect(groups()).toEqual([['group', 'a']])
  editor.session.getState().select(['a'])
  const other = open()
  other.actions.pasteText(actions.copyText() ?? '')
  expect(other.editor.document.getState().document.groups.at(-1)?.nodes).toEqual(['a-2'])
})

it('a note is copied instead of what is selected, and its copies stand beside one another', () => {
  const { editor, actions } = open()
  const notes = () => editor.document.getState().document.notes
  editor.session.getState().select(['a'])
  const text = actions.copyText('note') ?? ''
  expect(JSON.parse(text)).toMatchObject({ nodes: [], notes: [note] })
  actions.pasteText(text)
  actions.duplicate('note')
  expect(notes().map(({ position }) => position)).toEqual([
    { x: 400, y: 80 },
    { x: 432, y: 112 },
    { x: 464, y: 144 },
  ])
  expect(notes().every((one) => one.text === '# Why')).toBe(true)
  expect(editor.document.getState().document.nodes).toHaveLength(1)
  editor.document.getState().undo()
  expect(notes()).toHaveLength(2)
  expect(actions.copyText('lost')).toBeNull()
})

it.each([
  ['has it', () => Promise.resolve(), 0],
  ['was refused', () => Promise.reject(new Error('no')), 1],
])('a note that is cut goes only with the clipboard: it %s', async (_name, writeText, left) => {
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const { editor, actions } = open()
  await actions.cutNote('note')
  vi.unstubAllGlobals()
  expect(editor.document.getState().document.notes).toHaveLength(left)
})
