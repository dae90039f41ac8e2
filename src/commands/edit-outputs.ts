import { PencilLine } from 'lucide-react'
import { resolveNode } from '../document/resolve-node.ts'
import type { CommandContext, EditorCommand } from './command.ts'
import { hasOneNode, isStored, reasonStored, runPathOf } from './command.ts'
import { theNode } from './run-part.ts'

/** A node without outputs has nothing to hold. */
function hasOutputs(context: CommandContext): boolean {
  const { document: documents, nodes } = context.editor
  const record = documents.getState().document.nodes.find(({ id }) => id === theNode(context))
  return record !== undefined && Object.keys(resolveNode(record, nodes).outputs).length > 0
}

export const editOutputs: EditorCommand = {
  id: 'edit-outputs',
  titleKey: 'commands.editOutputs',
  section: 'run',
  icon: PencilLine,
  keys: ['Shift+p'],
  menus: ['nodes'],
  isEnabled: (context) =>
    context.editor.runner !== null && !isStored(context) && hasOneNode(context) && hasOutputs(context),
  reason: reasonStored,
  run: (context) =>
    context.editor.session
      .getState()
      .open({ kind: 'edit-outputs', node: runPathOf(context, theNode(context)) }),
}
