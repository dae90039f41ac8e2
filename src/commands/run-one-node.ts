import { CirclePlay } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { runPathOf } from './command.ts'
import { canReuseRun, reasonNoReuse, theNode } from './run-part.ts'

export const runOneNode: EditorCommand = {
  id: 'run-one-node',
  titleKey: 'commands.runOneNode',
  section: 'run',
  icon: CirclePlay,
  keys: ['Alt+Shift+Enter'],
  menus: ['nodes'],
  isEnabled: canReuseRun,
  reason: reasonNoReuse,
  run: (context) => {
    const node = runPathOf(context, theNode(context))
    return context.runs.runOn({ from: node, until: node })
  },
}
