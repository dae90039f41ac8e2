/** What can be done with the thing under the pointer, or the card that has the focus. */
import type { MenuPlace } from '../commands/command.ts'
import type { OwnEntry } from '../session/session-store.ts'
import { useMenuEntries } from '../commands/use-commands.ts'
import type { Point } from '../document/commands.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { CommandList } from '../ui/menu.tsx'
import { PopoverAt } from '../ui/popover-at.tsx'

export interface ContextMenuProps {
  readonly at: Point
  readonly on: MenuPlace | null
  /** Listed before the commands. */
  readonly own?: readonly OwnEntry[]
  readonly onClose: () => void
}

const noEntries: readonly OwnEntry[] = []

export function ContextMenu({ at, on, own = noEntries, onClose }: ContextMenuProps) {
  const say = useMessages()
  const entries = useMenuEntries(on, at)
  const items = [...own.map((entry) => ({ ...entry, section: 'own' })), ...entries].map((entry) => ({
    ...entry,
    onAction: () => {
      // Closed first: the command may open something in its place.
      onClose()
      entry.onAction()
    },
  }))
  return (
    <PopoverAt at={at} label={say('commands.menu')} onClose={onClose}>
      <CommandList label={say('commands.menu')} items={items} isFocused />
    </PopoverAt>
  )
}
