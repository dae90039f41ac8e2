import { Spline } from 'lucide-react'
import type { EditorCommand } from './command.ts'
import { hasOneNode } from './command.ts'

/** From a node to its wires, and on from one to the next. */
export const selectWire: EditorCommand = {
  id: 'select-wire',
  titleKey: 'commands.selectWire',
  section: 'select',
  icon: Spline,
  keys: ['e'],
  menus: ['nodes'],
  isEnabled: (context) =>
    hasOneNode(context) || context.editor.session.getState().selection.around !== undefined,
  run: ({ actions }) => actions.stepWire(1),
}
