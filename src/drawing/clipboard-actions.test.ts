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

/** A canvas of 800 × 600 that is scrolled by `scroll`, with one node at its upper left. */
function open(scroll = { x: 0, y: 0 }) {
  const editor = makeTestEditor({
    document: { ...emptyPipeline('p', 'P'), nodes: [node('a', 80, 80)] },
  })
  const context: ActionContext = {
    editor,
    view: {
      fitView: vi.fn<ActionContext['view']['fitView']>(),
      screenToFlowPosition: ({ x, y }) => ({ x: x + scroll.x, y: y + scroll.y }),
    },
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
  return { actions, places: () => editor.document.getState().document.nodes.map(({ position }) => position) }
}

const one = writeFragment({ nodes: [node('a', 80, 80)], edges: [] })

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
  const two = writeFragment({ nodes: [node('a', 80, 80), node('b', 400, 180)], edges: [] })
  actions.pasteText(two, false, { x: 301, y: 202 })
  expect(places().slice(1)).toEqual([
    { x: 1_304, y: 200 },
    { x: 1_624, y: 300 },
  ])
})
