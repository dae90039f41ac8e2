/** Letters that are typed and not in the document yet, when the document changes under them. */
import { EditorView } from '@codemirror/view'
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { setSetting } from '../document/commands.ts'
import { showInspector } from '../inspector/inspector-fixture.tsx'

const withTemplate = (template: string): PipelineDocument => ({
  ...emptyPipeline('p', 'P'),
  nodes: [{ id: 'text', type: 'template', version: 1, config: { template }, position: { x: 0, y: 0 } }],
})

/** The code editor is loaded first. */
const slow = { timeout: 20_000 }

async function show() {
  const { editor, container } = showInspector('text', {
    document: withTemplate('Dear guest, goodbye'),
  })
  const view = await vi.waitFor(() => {
    const place = container.querySelector<HTMLElement>('.cm-editor')
    const found = place === null ? null : EditorView.findFromDOM(place)
    if (found === null) throw new Error('no editor yet')
    return found
  }, slow)
  const { whole } = editor
  return {
    whole,
    text: () => view.state.doc.toString(),
    kept: () => whole.getState().document.nodes[0]?.config['template'],
    /** Types letters behind a piece of the text. */
    type: (letters: string, after: string) =>
      act(() => {
        const from = view.state.doc.toString().indexOf(after) + after.length
        view.dispatch({ changes: { from, insert: letters }, userEvent: 'input.type' })
      }),
    pause: () =>
      act(() => {
        vi.advanceTimersByTime(500)
      }),
  }
}

beforeEach(
  () =>
    void vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance'],
      shouldAdvanceTime: false,
    }),
)
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('stay in the text that somebody else changed meanwhile, and both come into the document', async () => {
  const { whole, text, kept, type, pause } = await show()
  type('s', 'guest')
  expect(kept()).toBe('Dear guest, goodbye')
  act(() => whole.getState().open(withTemplate('Good morning, dear guest, goodbye')))
  expect(text()).toBe('Good morning, dear guests, goodbye')
  type('!', 'goodbye')
  pause()
  expect(text()).toBe('Good morning, dear guests, goodbye!')
  expect(kept()).toBe(text())
})

it('come into the document before anything else changes it, and each is a step of its own', async () => {
  const { whole, text, kept, type, pause } = await show()
  type('s', 'guest')
  act(() => whole.getState().apply(setSetting('text', 'template', 'Theirs')))
  pause()
  expect([kept(), text()]).toEqual(['Theirs', 'Theirs'])
  act(() => whole.getState().undo())
  expect([kept(), text()]).toEqual(['Dear guests, goodbye', 'Dear guests, goodbye'])
})

it('are what undo takes back first, and redo brings again', async () => {
  const { whole, text, kept, type, pause } = await show()
  type('s', 'guest')
  act(() => whole.getState().undo())
  pause()
  expect([kept(), text()]).toEqual(['Dear guest, goodbye', 'Dear guest, goodbye'])
  act(() => whole.getState().redo())
  expect([kept(), text()]).toEqual(['Dear guests, goodbye', 'Dear guests, goodbye'])
})

it('do not follow a change that took their place: what is typed next starts from what is shown', async () => {
  const { whole, text, kept, type, pause } = await show()
  type('s', 'guest')
  pause()
  act(() => whole.getState().open(withTemplate('Another')))
  expect(text()).toBe('Another')
  type(' day', 'Another')
  expect(kept()).toBe('Another day')
})
