import type { EditorCommand } from './command.ts'

export const selectNone: EditorCommand = {
  id: 'select-none',
  titleKey: 'commands.selectNone',
  section: 'select',
  keys: ['Escape'],
  run: ({ editor }) => editor.session.getState().select([]),
}
