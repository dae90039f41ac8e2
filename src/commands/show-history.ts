import { History } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const showHistory: EditorCommand = {
  id: 'show-history',
  titleKey: 'commands.showHistory',
  section: 'edit',
  icon: History,
  keys: ['Mod+Shift+h'],
  reach: 'fields',
  run: ({ editor }) => editor.session.getState().open({ kind: 'history' }),
}
