import { Group } from 'lucide-react'
import { groupNodes } from '../document/group-commands.ts'
import { chosenNodes, hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const groupSelection: EditorCommand = {
  id: 'group',
  titleKey: 'commands.group',
  section: 'arrange',
  icon: Group,
  keys: ['Mod+g'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: hasNodes,
  run: (context) => {
    const title = context.say('canvas.groupNew')
    context.editor.document.getState().apply(groupNodes(chosenNodes(context), title))
  },
}
