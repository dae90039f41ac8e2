import { BoxSelect } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const selectAll: EditorCommand = {
  id: 'select-all',
  titleKey: 'commands.selectAll',
  section: 'select',
  icon: BoxSelect,
  keys: ['Mod+a'],
  menus: ['canvas'],
  run: ({ actions }) => actions.selectAll(),
}
