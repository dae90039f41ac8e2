import { StepForward } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { runPathOf } from './command.ts'
import { canReuseRun, reasonNoReuse, theNode } from './run-part.ts'

export const runFromHere: EditorCommand = {
  id: 'run-from-here',
  titleKey: 'commands.runFromHere',
  section: 'run',
  icon: StepForward,
  keys: ['Shift+Enter'],
  menus: ['nodes'],
  isEnabled: canReuseRun,
  reason: (context) => reasonNoReuse(context),
  run: (context) => context.runs.runOn({ from: runPathOf(context, theNode(context)) }),
}
