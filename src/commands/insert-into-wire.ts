import { PlusSquare } from 'lucide-react'
import type { CommandContext, EditorCommand } from './command.ts'

const chosenWires = ({ editor }: CommandContext) => editor.session.getState().selection.edges

export const insertIntoWire: EditorCommand = {
  id: 'insert-into-wire',
  titleKey: 'canvas.insertHere',
  section: 'node',
  icon: PlusSquare,
  keys: ['i'],
  menus: ['wire'],
  changesDocument: true,
  isEnabled: (context) => chosenWires(context).size === 1,
  run: (context) => {
    const [edge] = chosenWires(context)
    if (edge === undefined) return
    context.editor.session.getState().open({ kind: 'add-node', at: null, joint: { kind: 'into', edge } })
  },
}
