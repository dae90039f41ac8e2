import { quick } from './canvas-view.ts'
import type { EditorCommand } from './command.ts'

export const zoomActual: EditorCommand = {
  id: 'zoom-actual',
  titleKey: 'commands.zoomActual',
  section: 'view',
  keys: ['0'],
  run: ({ view }) => view.zoomTo(1, quick),
}
