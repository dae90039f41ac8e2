import { Minus } from 'lucide-react'
import { quick } from './canvas-view.ts'
import type { EditorCommand } from './command.ts'

export const zoomOut: EditorCommand = {
  id: 'zoom-out',
  titleKey: 'canvas.zoomOut',
  section: 'view',
  icon: Minus,
  keys: ['-'],
  run: ({ view }) => view.zoomOut(quick),
}
