import { CirclePlay } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { placeOf, runPathOf } from './command.ts'
import { canReuseRun, canRunPart, reasonNoReuse, theNode, typedInputsOf } from './run-part.ts'

export const runOneNode: EditorCommand = {
  id: 'run-one-node',
  titleKey: 'commands.runOneNode',
  section: 'run',
  icon: CirclePlay,
  keys: ['Alt+Shift+Enter'],
  menus: ['nodes'],
  isEnabled: (context) => canReuseRun(context) || (canRunPart(context) && typedInputsOf(context) !== null),
  reason: (context) => reasonNoReuse(context, 'commands.runFirstOrPin'),
  run: (context) => {
    const typed = canReuseRun(context) ? null : typedInputsOf(context)
    // Nothing runs for what is held, and input nodes only pass on what was typed.
    if (typed !== null) return context.runs.run(typed, { until: placeOf(context, theNode(context)) })
    const node = runPathOf(context, theNode(context))
    return context.runs.runOn({ from: node, until: node })
  },
}
