import { CopyPlus } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const duplicate: EditorCommand = {
  id: 'duplicate',
  titleKey: 'commands.duplicate',
  section: 'edit',
  icon: CopyPlus,
  keys: ['Mod+d'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: hasNodes,
  run: ({ actions }) => actions.duplicate(),
}
