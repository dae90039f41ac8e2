import { Maximize } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const zoomFit: EditorCommand = {
  id: 'zoom-fit',
  titleKey: 'canvas.fit',
  section: 'view',
  icon: Maximize,
  keys: ['f'],
  menus: ['canvas'],
  run: ({ actions }) => actions.fit(),
}
