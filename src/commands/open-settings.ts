import { SlidersHorizontal } from 'lucide-react'
import { chosenNodes, hasOneNode } from './command.ts'
import type { EditorCommand } from './command.ts'

export const openSettings: EditorCommand = {
  id: 'open-settings',
  titleKey: 'commands.openSettings',
  section: 'node',
  icon: SlidersHorizontal,
  keys: ['Enter'],
  menus: ['nodes'],
  isEnabled: hasOneNode,
  run: (context) => {
    const [node] = chosenNodes(context)
    if (node !== undefined) context.editor.session.getState().goToNode(node)
  },
}
