import { CornerLeftUp } from 'lucide-react'
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
  isEnabled: ({ editor }) => editor.levels.store.getState().path.length > 0,
  run: ({ actions }) => actions.goOut(),
}
