import { Trash2 } from 'lucide-react'
import { hasSelection } from './command.ts'
import type { EditorCommand } from './command.ts'

export const deleteSelection: EditorCommand = {
  id: 'delete',
  titleKey: 'commands.delete',
  section: 'edit',
  icon: Trash2,
  keys: ['Delete', 'Backspace'],
  menus: ['nodes', 'wire'],
  changesDocument: true,
  isDangerous: true,
  isEnabled: hasSelection,
  run: ({ actions }) => actions.deleteSelection(),
}
