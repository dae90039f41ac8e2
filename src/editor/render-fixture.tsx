/** A part of an editor in the page, for tests of what it shows. */
import type { RenderResult } from '@testing-library/react'
import { render } from '@testing-library/react'
import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode } from 'react'
import type { Editor } from '../session/editor-context.tsx'
import { EditorContext } from '../session/editor-context.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'

/** In English, in the light theme. */
export function renderInEditor(editor: Editor, part: ReactNode): RenderResult {
  return render(
    <SignalboxRoot theme="light" locale="en">
      <EditorContext value={editor}>
        <ReactFlowProvider>{part}</ReactFlowProvider>
      </EditorContext>
    </SignalboxRoot>,
  )
}
