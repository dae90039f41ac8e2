import { Pin } from 'lucide-react'
import { canPin, isPinned, togglePins } from '../runs/pin-outputs.ts'
import type { CommandContext, EditorCommand } from './command.ts'
import { chosenNodes, isStored, reasonStored, runPathOf } from './command.ts'

const chosenPaths = (context: CommandContext) =>
  [...chosenNodes(context)].map((node) => runPathOf(context, node))

export const togglePin: EditorCommand = {
  id: 'toggle-pin',
  titleKey: 'commands.togglePin',
  section: 'run',
  icon: Pin,
  keys: ['p'],
  menus: ['nodes'],
  isEnabled: (context) =>
    context.editor.runner !== null &&
    !isStored(context) &&
    chosenPaths(context).some((node) => isPinned(context.editor, node) || canPin(context.editor, node)),
  reason: reasonStored,
  run: (context) => togglePins(context.editor, chosenPaths(context), context.say),
}
