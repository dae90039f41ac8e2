import { ClipboardPaste } from 'lucide-react'
import type { EditorCommand } from './command.ts'

/** Wires that led into what was copied lead into the copy too. */
export const pasteWithWires: EditorCommand = {
  id: 'paste-with-wires',
  titleKey: 'commands.pasteWithWires',
  section: 'edit',
  icon: ClipboardPaste,
  keys: ['Mod+Shift+v'],
  menus: ['canvas'],
  changesDocument: true,
  run: ({ actions, at }) => actions.paste(true, at),
}
