/** Keys that work wherever the focus is in the editor; with a single editor on the page also where it is nowhere. */
import type { RefObject } from 'react'
import { useEffect } from 'react'
import { commandList } from '../commands/command-list.ts'
import { isTyping } from '../commands/is-typing.ts'
import { describePress, findByKeys } from '../commands/keymap.ts'
import { callCommand, useCommandContext } from '../commands/use-commands.ts'
import { isAround } from '../ui/tree-of.ts'

const outsideFields = commandList.filter(({ reach }) => reach !== undefined)
const inFields = commandList.filter(({ reach }) => reach === 'fields')

export const frameAttribute = 'data-editor-frame'

/** All that are shown: in a shadow root the page finds none. */
const frames = new Set<HTMLElement>()

export function useEditorKeys(frame: RefObject<HTMLElement | null>): void {
  const context = useCommandContext()
  useEffect(() => {
    const root = frame.current
    const page = root?.ownerDocument
    if (root !== null) frames.add(root)
    const onKeyDown = (event: KeyboardEvent) => {
      const [target] = event.composedPath()
      if (event.defaultPrevented || root === null || !(target instanceof Node)) return
      // Around the editor, or on nothing.
      const isNowhere = isAround(target, root) && frames.size === 1
      if (!root.contains(target) && !isNowhere) return
      const pressed = describePress(event)
      if (pressed === null) return
      const commands = isTyping(target) ? inFields : outsideFields
      const command = findByKeys(commands, context.editor.keymap.getState(), pressed)
      if (command !== undefined && callCommand(command, context)) event.preventDefault()
    }
    page?.addEventListener('keydown', onKeyDown)
    return () => {
      if (root !== null) frames.delete(root)
      page?.removeEventListener('keydown', onKeyDown)
    }
  }, [frame, context])
}
