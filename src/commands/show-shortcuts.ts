import { Keyboard } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const showShortcuts: EditorCommand = {
  id: 'show-shortcuts',
  titleKey: 'commands.showShortcuts',
  section: 'view',
  icon: Keyboard,
  keys: ['?'],
  reach: 'editor',
  run: ({ editor }) => editor.session.getState().open({ kind: 'shortcuts' }),
}
