import { Ungroup } from 'lucide-react'
import { ungroupNodes } from '../document/group-commands.ts'
import { chosenNodes } from './command.ts'
import type { CommandContext, EditorCommand } from './command.ts'

const isGrouped = (context: CommandContext) => {
  const { groups } = context.editor.document.getState().document
  return groups.some(({ nodes }) => nodes.some((id) => chosenNodes(context).has(id)))
}

export const ungroup: EditorCommand = {
  id: 'ungroup',
  titleKey: 'commands.ungroup',
  section: 'arrange',
  icon: Ungroup,
  keys: ['Mod+Shift+g'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: isGrouped,
  run: (context) => context.editor.document.getState().apply(ungroupNodes(chosenNodes(context))),
}
