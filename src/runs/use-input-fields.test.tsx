import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { moveNodes, setSetting } from '../document/commands.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import { EditorContext } from '../session/editor-context.tsx'
import { useInputFields } from './use-input-fields.ts'

const node = (id: string, type: string) => ({ id, type, version: 1, config: {}, position: { x: 0, y: 0 } })

afterEach(cleanup)

it('gives the same list until a node that asks for something changes', () => {
  const editor = makeTestEditor({
    document: { ...emptyPipeline('p', 'P'), nodes: [node('in', 'input'), node('t', 'template')] },
  })
  const { result } = renderHook(useInputFields, {
    wrapper: ({ children }) => <EditorContext value={editor}>{children}</EditorContext>,
  })
  const { apply } = editor.document.getState()
  const first = result.current
  expect(first.map(({ name }) => name)).toEqual(['question'])

  act(() => apply(moveNodes(new Map([['t', { x: 80, y: 0 }]]))))
  expect(result.current).toBe(first)

  act(() => apply(setSetting('in', 'fields', [{ name: 'topic', type: 'text', isRequired: true }])))
  expect(result.current.map(({ name }) => name)).toEqual(['topic'])
})
