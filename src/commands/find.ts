import { Search } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const find: EditorCommand = {
  id: 'find',
  titleKey: 'commands.find',
  section: 'view',
  icon: Search,
  keys: ['Mod+k'],
  menus: ['canvas'],
  reach: 'fields',
  run: ({ editor }) => editor.session.getState().open({ kind: 'finder' }),
}
