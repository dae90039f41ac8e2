import { Scissors } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const cut: EditorCommand = {
  id: 'cut',
  titleKey: 'commands.cut',
  section: 'edit',
  browserKeys: ['Mod+x'],
  icon: Scissors,
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: hasNodes,
  run: async ({ actions }) => {
    if (await actions.copy()) actions.deleteSelection()
  },
}
