/** Opening and closing what stands around the canvas. */
import type { LucideIcon } from 'lucide-react'
import { Focus, PanelBottom, PanelLeft, PanelRight } from 'lucide-react'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import type { PanelName } from '../session/session-store.ts'
import type { EditorCommand } from './command.ts'

const panels: readonly (readonly [PanelName, LucideIcon, PlainMessageKey, string])[] = [
  ['palette', PanelLeft, 'commands.togglePalette', '['],
  ['inspector', PanelRight, 'commands.toggleInspector', ']'],
  ['drawer', PanelBottom, 'commands.toggleDrawer', '`'],
]

export const panelCommands: readonly EditorCommand[] = panels.map(([panel, icon, titleKey, key]) => ({
  id: `toggle-${panel}`,
  titleKey,
  section: 'view',
  icon,
  keys: [key],
  isEnabled: ({ editor }) => panel !== 'drawer' || editor.runner !== null,
  run: ({ editor }) => editor.session.getState().toggle(panel),
}))

export const toggleFocusMode: EditorCommand = {
  id: 'focus-mode',
  titleKey: 'document.focusMode',
  section: 'view',
  icon: Focus,
  keys: ['\\'],
  run: ({ editor }) => {
    const { isFocusMode, setFocusMode } = editor.session.getState()
    setFocusMode(!isFocusMode)
  },
}
