import { Workflow } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const arrange: EditorCommand = {
  id: 'arrange',
  titleKey: 'canvas.arrange',
  section: 'arrange',
  icon: Workflow,
  keys: ['l'],
  menus: ['canvas', 'nodes'],
  changesDocument: true,
  isEnabled: ({ editor }) => editor.workers.layout !== undefined,
  run: ({ actions }) => actions.arrangeAll(),
}
