import { PackagePlus } from 'lucide-react'
import { subPipelineType } from '../document/inside-node.ts'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

/** The selected nodes become one node with a pipeline of its own. */
export const extract: EditorCommand = {
  id: 'extract',
  titleKey: 'commands.extract',
  section: 'node',
  icon: PackagePlus,
  keys: ['Mod+e'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: (context) => hasNodes(context) && context.editor.nodes.get(subPipelineType) !== undefined,
  run: ({ actions }) => actions.extract(),
}
