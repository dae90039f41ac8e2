import { Contrast } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const invertSelection: EditorCommand = {
  id: 'invert-selection',
  titleKey: 'commands.invertSelection',
  section: 'select',
  icon: Contrast,
  keys: ['Mod+i'],
  menus: ['canvas'],
  run: ({ actions }) => actions.invertSelection(),
}
