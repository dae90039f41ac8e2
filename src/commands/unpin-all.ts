import { PinOff } from 'lucide-react'
import type { CommandContext, EditorCommand } from './command.ts'

const pinnedNodes = ({ editor }: CommandContext) => Object.keys(editor.pins.getState().pins)

export const unpinAll: EditorCommand = {
  id: 'unpin-all',
  titleKey: 'commands.unpinAll',
  section: 'run',
  icon: PinOff,
  isEnabled: (context) => pinnedNodes(context).length > 0,
  run: (context) => {
    const { pins, session } = context.editor
    const nodes = pinnedNodes(context)
    pins.getState().unpin(nodes)
    session.getState().announce(context.say('trace.unpinned', { n: nodes.length }))
  },
}
