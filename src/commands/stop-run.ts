import { Square } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const stopRun: EditorCommand = {
  id: 'stop',
  titleKey: 'commands.stop',
  section: 'run',
  icon: Square,
  keys: ['Mod+.'],
  reach: 'fields',
  isEnabled: ({ editor }) => editor.runs.getState().isRunning,
  run: ({ runs }) => runs.stop(),
}
