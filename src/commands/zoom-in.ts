import { Plus } from 'lucide-react'
import { quick } from './canvas-view.ts'
import type { EditorCommand } from './command.ts'

export const zoomIn: EditorCommand = {
  id: 'zoom-in',
  titleKey: 'canvas.zoomIn',
  section: 'view',
  icon: Plus,
  keys: ['=', '+'],
  run: ({ view }) => view.zoomIn(quick),
}
