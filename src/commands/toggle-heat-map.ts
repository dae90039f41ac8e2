import { Flame } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const toggleHeatMap: EditorCommand = {
  id: 'toggle-heat-map',
  titleKey: 'canvas.heatMap',
  section: 'view',
  icon: Flame,
  keys: ['h'],
  menus: ['canvas'],
  isEnabled: (context) => context.editor.runner?.heatMap !== undefined,
  run: ({ editor }) => editor.heat.getState().toggle(),
}
