import type { EditorCommand } from './command.ts'

/** The parts of the editor one after the other, from wherever the focus is. */
export const partCommands: readonly EditorCommand[] = [
  {
    id: 'next-part',
    titleKey: 'commands.nextPart',
    section: 'view',
    keys: ['F6'],
    reach: 'fields',
    run: ({ actions }) => actions.goToPart(1),
  },
  {
    id: 'previous-part',
    titleKey: 'commands.previousPart',
    section: 'view',
    keys: ['Shift+F6'],
    reach: 'fields',
    run: ({ actions }) => actions.goToPart(-1),
  },
]
