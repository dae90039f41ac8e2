/** The inspector with one node selected, for tests of what it shows and writes. */
import { render } from '@testing-library/react'
import { ReactFlowProvider } from '@xyflow/react'
import type { EditorOptions } from '../editor/create-editor.ts'
import { makeTestEditor } from '../editor/editor-fixture.ts'
import { EditorContext } from '../session/editor-context.tsx'
import { InspectorPanel } from './inspector-panel.tsx'

export function showInspector(selected: string, options: Partial<EditorOptions>, make = makeTestEditor) {
  const editor = make(options)
  editor.session.getState().select([selected])
  const { container } = render(
    <EditorContext value={editor}>
      <ReactFlowProvider>
        <InspectorPanel />
      </ReactFlowProvider>
    </EditorContext>,
  )
  const configOf = (id: string) =>
    editor.document.getState().document.nodes.find((record) => record.id === id)?.config
  return { editor, container, configOf }
}
