import { ArrowRightToLine } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const selectDownstream: EditorCommand = {
  id: 'select-downstream',
  titleKey: 'commands.selectDownstream',
  section: 'select',
  icon: ArrowRightToLine,
  keys: ['Alt+ArrowRight'],
  menus: ['nodes'],
  isEnabled: hasNodes,
  run: ({ actions }) => actions.selectAlong('downstream'),
}
