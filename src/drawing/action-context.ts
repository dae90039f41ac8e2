/** What actions on a drawing work with. */
import type { CanvasView } from '../commands/canvas-view.ts'
import type { Say } from '../messages/catalogue.ts'
import type { NodeTextReader } from '../messages/node-texts.ts'
import type { FailureText } from '../messages/say.ts'
import type { Editor } from '../session/editor-context.tsx'
import type { ToastMessage } from '../ui/toast-inbox.ts'
import type { FitWhole } from './use-fit-whole.ts'

export interface ActionContext {
  readonly editor: Editor
  readonly view: Pick<CanvasView, 'screenToFlowPosition'>
  readonly fitWhole: FitWhole
  /** The element that the canvas is drawn in; null before it is. */
  readonly canvas: () => Element | null
  readonly say: Say
  readonly failureText: FailureText
  readonly texts: NodeTextReader
  readonly toast: (message: ToastMessage) => void
}
