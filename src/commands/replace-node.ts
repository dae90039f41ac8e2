import { Replace } from 'lucide-react'
import { chosenNodes, hasOneNode } from './command.ts'
import type { EditorCommand } from './command.ts'

export const replaceNode: EditorCommand = {
  id: 'replace-node',
  titleKey: 'commands.replaceNode',
  section: 'node',
  icon: Replace,
  keys: ['r'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: hasOneNode,
  run: (context) => {
    const [node] = chosenNodes(context)
    if (node !== undefined) {
      context.editor.session.getState().open({ kind: 'add-node', at: null, replaces: node })
    }
  },
}
