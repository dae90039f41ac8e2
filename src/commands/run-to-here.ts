import { ArrowRightToLine } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { placeOf } from './command.ts'
import { canRunPart, reasonNoPart, theNode } from './run-part.ts'

export const runToHere: EditorCommand = {
  id: 'run-to-here',
  titleKey: 'commands.runToHere',
  section: 'run',
  icon: ArrowRightToLine,
  keys: ['Alt+Enter'],
  menus: ['nodes'],
  isEnabled: canRunPart,
  reason: reasonNoPart,
  run: (context) => context.runs.runDraft({ until: placeOf(context, theNode(context)) }),
}
