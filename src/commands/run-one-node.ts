import { CirclePlay } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { canReuseRun, theNode } from './run-part.ts'

export const runOneNode: EditorCommand = {
  id: 'run-one-node',
  titleKey: 'commands.runOneNode',
  section: 'run',
  icon: CirclePlay,
  keys: ['Alt+Shift+Enter'],
  menus: ['nodes'],
  isEnabled: canReuseRun,
  run: (context) => context.runs.runOn({ from: theNode(context), until: theNode(context) }),
}
