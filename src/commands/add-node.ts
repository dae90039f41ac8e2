import { Plus } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const addNode: EditorCommand = {
  id: 'add-node',
  titleKey: 'commands.addNode',
  section: 'node',
  icon: Plus,
  keys: ['a'],
  menus: ['canvas'],
  reach: 'editor',
  changesDocument: true,
  run: ({ editor, at }) => editor.session.getState().open({ kind: 'add-node', at }),
}
