/** The commands of one editor, ready to be called. */
import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Point } from '../document/commands.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useEditor } from '../session/editor-context.tsx'
import type { Command as MenuEntry } from '../ui/menu.tsx'
import { useToast } from '../ui/toast.tsx'
import type { CommandContext, EditorCommand, MenuPlace } from './command.ts'
import { isCommandEnabled } from './command.ts'
import { commandList } from './command-list.ts'
import type { Keymap } from './keymap.ts'
import { showKeys } from './keymap.ts'

export function useCommandContext(): CommandContext {
  const editor = useEditor()
  const actions = useEditorActions()
  const runs = useRunActions()
  const view = useReactFlow()
  const say = useMessages()
  const tell = useToast()
  return useMemo(
    () => ({ editor, actions, runs, view, say, tell, at: null }),
    [editor, actions, runs, view, say, tell],
  )
}

/** Calls a command unless it makes no sense now, which it says where it knows why; whether it was called. */
export function callCommand(command: EditorCommand, context: CommandContext): boolean {
  if (!isCommandEnabled(command, context)) {
    const reason = command.reason?.(context) ?? null
    if (reason !== null) context.tell({ text: context.say(reason) })
    return false
  }
  void command.run(context)
  return true
}

export function useKeymap(): Keymap {
  return useStore(useEditor().keymap)
}

/** What a right click at a place offers, as entries of a menu. */
export function useMenuEntries(place: MenuPlace | null, at: Point): readonly MenuEntry[] {
  const context = { ...useCommandContext(), at: place === 'canvas' ? at : null }
  const keymap = useKeymap()
  return commandList
    .filter(({ menus }) => place !== null && menus?.includes(place) === true)
    .filter((command) => command.changesDocument !== true || !context.editor.document.getState().isReadOnly)
    .filter((command) => command.isShyInMenus !== true || isCommandEnabled(command, context))
    .map((command) => entryOf(command, context, keymap))
}

export function entryOf(command: EditorCommand, context: CommandContext, keymap: Keymap): MenuEntry {
  const isDisabled = !isCommandEnabled(command, context)
  const reason = isDisabled ? (command.reason?.(context) ?? null) : null
  const [keys] = [...(command.browserKeys ?? []), ...keymap.keysOf(command)]
  return {
    id: command.id,
    label: context.say(command.titleKey),
    ...(command.icon === undefined ? {} : { icon: command.icon }),
    ...(keys === undefined ? {} : { shortcut: showKeys(keys) }),
    isDangerous: command.isDangerous === true,
    isDisabled,
    ...(reason === null ? {} : { description: context.say(reason) }),
    section: command.section,
    onAction: () => void callCommand(command, context),
  }
}
