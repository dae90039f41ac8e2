import { Expand } from 'lucide-react'
import type { EditorCommand } from './command.ts'

export const toggleFullScreen: EditorCommand = {
  id: 'full-screen',
  titleKey: 'commands.fullScreen',
  section: 'view',
  icon: Expand,
  keys: ['w'],
  menus: ['canvas'],
  // Frames may forbid it.
  isEnabled: () => 'document' in globalThis && document.fullscreenEnabled,
  run: ({ actions }) => actions.toggleFullScreen(),
}
