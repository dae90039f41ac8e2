import { Play } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { reasonWhileRunning } from './run-part.ts'

export const runPipeline: EditorCommand = {
  id: 'run',
  titleKey: 'document.run',
  section: 'run',
  icon: Play,
  keys: ['Mod+Enter'],
  menus: ['canvas'],
  reach: 'fields',
  isEnabled: ({ editor }) => editor.runner !== null && !editor.runs.getState().isRunning,
  reason: reasonWhileRunning,
  run: ({ runs }) => runs.runDraft(),
}
