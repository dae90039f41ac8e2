import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { moveNodes, renameNode } from '../document/commands.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import { renderInEditor } from '../editor/render-fixture.tsx'
import { RunDrawer } from './run-drawer.tsx'
import { useNodeNames } from './trace-context.tsx'

const drawn = vi.hoisted(() => ({ panel: 0 }))

vi.mock('./chat-panel.tsx', () => ({
  ChatPanel: () => {
    drawn.panel += 1
    return <Title />
  },
}))

function Title() {
  return <p data-testid="title">{useNodeNames().titleOf('t')}</p>
}

afterEach(cleanup)

it('its panels are not drawn anew when the pipeline changes, and what names a node in them is', () => {
  const node = { id: 't', type: 'template', version: 1, config: {}, position: { x: 0, y: 0 } }
  const editor = makeTestEditor({ document: { ...emptyPipeline('p', 'P'), nodes: [node] } })
  renderInEditor(editor, <RunDrawer />)
  const before = drawn.panel
  const { apply } = editor.document.getState()
  act(() => apply(moveNodes(new Map([['t', { x: 40, y: 0 }]]))))
  expect(screen.getByTestId('title').textContent).toBe('Template')
  act(() => apply(renameNode('t', 'Greeting')))
  expect(screen.getByTestId('title').textContent).toBe('Greeting')
  expect(drawn.panel).toBe(before)
})
