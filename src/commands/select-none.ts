import type { EditorCommand } from './command.ts'

export const selectNone: EditorCommand = {
  id: 'select-none',
  titleKey: 'commands.selectNone',
  section: 'select',
  keys: ['Escape'],
  run: ({ editor }) => {
    const { isLasso, setLasso } = editor.canvasOptions.getState()
    // The tool goes first, what was selected with it stays.
    if (isLasso) setLasso(false)
    else editor.session.getState().select([])
  },
}
