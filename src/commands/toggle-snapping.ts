import { Grid3x3 } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const toggleSnapping: EditorCommand = {
  id: 'toggle-snapping',
  titleKey: 'commands.toggleSnapping',
  section: 'view',
  icon: Grid3x3,
  keys: ['Shift+g'],
  menus: ['canvas'],
  run: ({ editor, say }) => {
    editor.canvasOptions.getState().toggleSnapping()
    const { isSnapping } = editor.canvasOptions.getState()
    editor.session.getState().announce(say(isSnapping ? 'canvas.snapOn' : 'canvas.snapOff'))
  },
}
