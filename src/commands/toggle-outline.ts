import { ListTree } from 'lucide-react'
import type { EditorCommand } from './command.ts'

/** The outline takes the place of the node list. */
export const toggleOutline: EditorCommand = {
  id: 'toggle-outline',
  titleKey: 'outline.show',
  section: 'view',
  icon: ListTree,
  keys: ['o'],
  reach: 'editor',
  isEnabled: ({ editor }) => editor.features.palette,
  run: ({ editor }) => editor.session.getState().toggleOutline(),
}
