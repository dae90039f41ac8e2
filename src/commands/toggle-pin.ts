import { Pin } from 'lucide-react'
import { canPin, isPinned, togglePins } from '../runs/pin-outputs.ts'
import type { EditorCommand } from './command.ts'
import { chosenNodes, isInside } from './command.ts'

export const togglePin: EditorCommand = {
  id: 'toggle-pin',
  titleKey: 'commands.togglePin',
  section: 'run',
  icon: Pin,
  keys: ['p'],
  menus: ['nodes'],
  isEnabled: (context) =>
    context.editor.runner !== null &&
    !isInside(context) &&
    [...chosenNodes(context)].some((node) => isPinned(context.editor, node) || canPin(context.editor, node)),
  run: (context) => togglePins(context.editor, chosenNodes(context), context.say),
}
