/** What one can do to a drawing, in one place: commands, gestures and the host's `ref` call these. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { useToast } from '../ui/toast.tsx'
import type { ActionContext } from './action-context.ts'
import { createClipboardActions } from './clipboard-actions.ts'
import { createNodeActions } from './node-actions.ts'
import { createSubPipelineActions } from './sub-pipeline-actions.ts'
import { useFitWhole } from './use-fit-whole.ts'
import { createWholeActions } from './whole-actions.ts'

export type EditorActions = ReturnType<typeof createEditorActions>

export function useEditorActions(): EditorActions {
  const editor = useEditor()
  const view = useReactFlow()
  const fitWhole = useFitWhole()
  const { getState } = useStoreApi()
  const say = useMessages()
  const failureText = useFailureText()
  const texts = useNodeTexts()
  const toast = useToast()
  return useMemo(
    () =>
      createEditorActions({
        editor,
        view,
        fitWhole,
        canvas: () => getState().domNode,
        say,
        failureText,
        texts,
        toast,
      }),
    [editor, view, fitWhole, getState, say, failureText, texts, toast],
  )
}

export function createEditorActions(context: ActionContext) {
  return {
    ...createNodeActions(context),
    ...createClipboardActions(context),
    ...createWholeActions(context),
    ...createSubPipelineActions(context),
  }
}
