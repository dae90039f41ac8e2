import { ArrowLeftToLine } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const selectUpstream: EditorCommand = {
  id: 'select-upstream',
  titleKey: 'commands.selectUpstream',
  section: 'select',
  icon: ArrowLeftToLine,
  keys: ['Alt+ArrowLeft'],
  menus: ['nodes'],
  isEnabled: hasNodes,
  run: ({ actions }) => actions.selectAlong('upstream'),
}
