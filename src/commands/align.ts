/** Lining up what is selected: one command a way of doing it. */
import type { LucideIcon } from 'lucide-react'
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
} from 'lucide-react'
import type { Alignment } from '../document/align.ts'
import type { PlainMessageKey } from '../messages/catalogue.ts'
import { chosenNodes } from './command.ts'
import type { EditorCommand } from './command.ts'

const ways: readonly (readonly [Alignment, LucideIcon, PlainMessageKey])[] = [
  ['left', AlignStartVertical, 'commands.alignLeft'],
  ['centre', AlignCenterVertical, 'commands.alignCentre'],
  ['right', AlignEndVertical, 'commands.alignRight'],
  ['top', AlignStartHorizontal, 'commands.alignTop'],
  ['middle', AlignCenterHorizontal, 'commands.alignMiddle'],
  ['bottom', AlignEndHorizontal, 'commands.alignBottom'],
  ['across', AlignHorizontalSpaceAround, 'commands.spreadAcross'],
  ['down', AlignVerticalSpaceAround, 'commands.spreadDown'],
]

export const alignCommands: readonly EditorCommand[] = ways.map(([how, icon, titleKey]) => ({
  id: `align-${how}`,
  titleKey,
  section: 'arrange',
  icon,
  changesDocument: true,
  isEnabled: (context) => chosenNodes(context).size >= (how === 'across' || how === 'down' ? 3 : 2),
  run: ({ actions }) => actions.align(how),
}))
