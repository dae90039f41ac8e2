import { VolumeX } from 'lucide-react'
import { hasNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

export const toggleMute: EditorCommand = {
  id: 'toggle-mute',
  titleKey: 'commands.toggleMute',
  section: 'node',
  icon: VolumeX,
  keys: ['m'],
  menus: ['nodes'],
  changesDocument: true,
  isEnabled: hasNodes,
  run: ({ actions }) => actions.toggleMute(),
}
