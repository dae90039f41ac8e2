import { StepForward } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { canReuseRun, theNode } from './run-part.ts'

export const runFromHere: EditorCommand = {
  id: 'run-from-here',
  titleKey: 'commands.runFromHere',
  section: 'run',
  icon: StepForward,
  keys: ['Shift+Enter'],
  menus: ['nodes'],
  isEnabled: canReuseRun,
  run: (context) => context.runs.runOn({ from: theNode(context) }),
}
