import { Undo2 } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const undo: EditorCommand = {
  id: 'undo',
  titleKey: 'canvas.undo',
  section: 'edit',
  icon: Undo2,
  keys: ['Mod+z'],
  menus: ['canvas'],
  reach: 'editor',
  changesDocument: true,
  isEnabled: ({ editor }) => editor.document.getState().past.length > 0,
  run: ({ actions }) => actions.undo(),
}
