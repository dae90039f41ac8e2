import { Cable } from 'lucide-react'
import { chosenNodes, hasOneNode } from './command.ts'
import type { EditorCommand } from './command.ts'

export const connect: EditorCommand = {
  id: 'connect',
  titleKey: 'commands.connect',
  section: 'node',
  icon: Cable,
  keys: ['c'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: hasOneNode,
  run: (context) => {
    const [node] = chosenNodes(context)
    if (node !== undefined) context.editor.session.getState().pick({ node, port: '', side: 'output' })
  },
}
