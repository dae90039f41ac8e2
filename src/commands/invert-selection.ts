import type { EditorCommand } from './command.ts'

export const invertSelection: EditorCommand = {
  id: 'invert-selection',
  titleKey: 'commands.invertSelection',
  section: 'select',
  keys: ['Mod+i'],
  menus: ['canvas'],
  run: ({ actions }) => actions.invertSelection(),
}
