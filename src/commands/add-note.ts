import { StickyNote } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const addNote: EditorCommand = {
  id: 'add-note',
  titleKey: 'commands.addNote',
  section: 'node',
  icon: StickyNote,
  keys: ['n'],
  menus: ['canvas'],
  changesDocument: true,
  run: ({ actions, at }) => actions.addNote(at),
}
