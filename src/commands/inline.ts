import { PackageOpen } from 'lucide-react'
import { subPipelineType } from '../document/inside-node.ts'
import { theNode } from './run-part.ts'
import { hasOneNode } from './command.ts'
import type { EditorCommand } from './command.ts'

/** The nodes of a sub-pipeline take the place of the one node that runs it. */
export const inline: EditorCommand = {
  id: 'inline',
  titleKey: 'commands.inline',
  section: 'node',
  icon: PackageOpen,
  keys: ['Mod+Shift+e'],
  menus: ['nodes'],
  changesDocument: true,
  isShyInMenus: true,
  isEnabled: (context) => {
    const { nodes } = context.editor.document.getState().document
    const node = theNode(context)
    return hasOneNode(context) && nodes.some(({ id, type }) => id === node && type === subPipelineType)
  },
  run: (context) => context.actions.inline(theNode(context)),
}
