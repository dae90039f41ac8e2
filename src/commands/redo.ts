import { Redo2 } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const redo: EditorCommand = {
  id: 'redo',
  titleKey: 'canvas.redo',
  section: 'edit',
  icon: Redo2,
  keys: ['Mod+Shift+z', 'Mod+y'],
  menus: ['canvas'],
  reach: 'editor',
  changesDocument: true,
  isEnabled: ({ editor }) => editor.document.getState().future.length > 0,
  run: ({ actions }) => actions.redo(),
}
