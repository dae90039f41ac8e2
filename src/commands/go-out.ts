import { CornerLeftUp } from 'lucide-react'
import { isInside } from './command.ts'
import type { EditorCommand } from './command.ts'

/** Goes out of a sub-pipeline, one level. */
export const goOut: EditorCommand = {
  id: 'go-out',
  titleKey: 'commands.goOut',
  section: 'view',
  icon: CornerLeftUp,
  keys: ['Alt+ArrowUp'],
  menus: ['canvas'],
  reach: 'editor',
  isShyInMenus: true,
  isEnabled: isInside,
  run: ({ actions }) => actions.goOut(),
}
