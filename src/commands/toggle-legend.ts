import { Spline } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const toggleLegend: EditorCommand = {
  id: 'toggle-legend',
  titleKey: 'commands.toggleLegend',
  section: 'view',
  icon: Spline,
  keys: ['Shift+l'],
  menus: ['canvas', 'wire'],
  run: ({ editor }) => editor.canvasOptions.getState().toggleLegend(),
}
