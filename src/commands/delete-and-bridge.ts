import { Spline } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

/** The wires on both sides become one where their types fit. */
export const deleteAndBridge: EditorCommand = {
  id: 'delete-and-bridge',
  titleKey: 'commands.deleteAndBridge',
  section: 'edit',
  icon: Spline,
  keys: ['Shift+Delete', 'Shift+Backspace'],
  menus: ['nodes'],
  changesDocument: true,
  isDangerous: true,
  isEnabled: hasNodes,
  run: ({ actions }) => actions.deleteAndBridge(),
}
