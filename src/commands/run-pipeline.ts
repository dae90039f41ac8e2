import { Play } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const runPipeline: EditorCommand = {
  id: 'run',
  titleKey: 'document.run',
  section: 'run',
  icon: Play,
  keys: ['Mod+Enter'],
  menus: ['canvas'],
  reach: 'fields',
  isEnabled: ({ editor }) => editor.runner !== null && !editor.runs.getState().isRunning,
  run: ({ runs }) => runs.runDraft(),
}
