import { Copy } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

/** Its keys are the browser's own: the canvas answers their clipboard events. */
export const copy: EditorCommand = {
  id: 'copy',
  titleKey: 'commands.copy',
  section: 'edit',
  browserKeys: ['Mod+c'],
  icon: Copy,
  menus: ['nodes'],
  isEnabled: hasNodes,
  run: ({ actions }) => actions.copy(),
}
