import { LassoSelect } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const toggleLasso: EditorCommand = {
  id: 'lasso',
  titleKey: 'commands.lasso',
  section: 'select',
  icon: LassoSelect,
  keys: ['s'],
  menus: ['canvas'],
  run: ({ editor }) => {
    const { isLasso, setLasso } = editor.canvasOptions.getState()
    setLasso(!isLasso)
  },
}
