import { ClipboardPaste } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const paste: EditorCommand = {
  id: 'paste',
  titleKey: 'commands.paste',
  section: 'edit',
  browserKeys: ['Mod+v'],
  icon: ClipboardPaste,
  menus: ['canvas', 'nodes'],
  changesDocument: true,
  run: ({ actions, at }) => actions.paste(false, at),
}
