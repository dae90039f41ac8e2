import { act, cleanup } from '@testing-library/react'
import type { ReactFlowProps } from '@xyflow/react'
import { afterEach, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { moveNodes } from '../document/commands.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import { renderInEditor } from '../editor/render-fixture.tsx'
import { PipelineCanvas } from './pipeline-canvas.tsx'

const given = vi.hoisted(() => [] as Readonly<Record<string, unknown>>[])

vi.mock('@xyflow/react', async (load) => ({
  ...(await load<object>()),
  ReactFlow: (props: ReactFlowProps) => {
    given.push({ ...props })
    return null
  },
}))

afterEach(cleanup)

it('a card that is moved gives React Flow other nodes and nothing else, or it would draw every wire anew', () => {
  const node = { id: 'a', type: 'template', version: 1, config: {}, position: { x: 0, y: 0 } }
  const editor = makeTestEditor({ document: { ...emptyPipeline('p', 'P'), nodes: [node] } })
  renderInEditor(editor, <PipelineCanvas />)
  const before = given.at(-1) ?? {}
  act(() => editor.document.getState().apply(moveNodes(new Map([['a', { x: 40, y: 0 }]]))))
  const after = given.at(-1) ?? {}
  const changed = Object.keys(after).filter((name) => !Object.is(before[name], after[name]))
  expect(changed.toSorted()).toEqual(['children', 'nodes'])
})
