import { Focus } from 'lucide-react'
import { quick } from './canvas-view.ts'
import { chosenNodes, hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const zoomSelection: EditorCommand = {
  id: 'zoom-selection',
  titleKey: 'commands.zoomSelection',
  section: 'view',
  icon: Focus,
  keys: ['Shift+f'],
  menus: ['nodes'],
  isEnabled: hasNodes,
  run: (context) =>
    context.view.fitView({
      ...quick,
      padding: 0.2,
      maxZoom: 1.25,
      nodes: [...chosenNodes(context)].map((id) => ({ id })),
    }),
}
