import { CornerRightDown } from 'lucide-react'
import { runsPipeline } from '../document/inside-node.ts'
import { theNode } from './run-part.ts'
import { hasOneNode } from './command.ts'
import type { EditorCommand } from './command.ts'

/** Goes into the pipeline that a node runs. */
export const openInside: EditorCommand = {
  id: 'open-inside',
  titleKey: 'commands.openInside',
  section: 'node',
  icon: CornerRightDown,
  keys: ['Alt+ArrowDown'],
  menus: ['nodes'],
  isShyInMenus: true,
  isEnabled: (context) => {
    const { document, nodes } = context.editor
    return hasOneNode(context) && runsPipeline(document.getState().document, nodes, theNode(context))
  },
  run: (context) => context.actions.openInside(theNode(context)),
}
