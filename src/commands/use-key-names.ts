/** The keys of commands as texts name them: those a person gave them, else the defaults. */
import { useMessages } from '../messages/messages-context.tsx'
import { commandList } from './command-list.ts'
import { showKeys } from './keymap.ts'
import { useKeymap } from './use-commands.ts'

/** Of the commands that texts speak of, by the name of the parameter. */
const namedCommands = {
  addNode: 'add-node',
  connect: 'connect',
  insert: 'insert-into-wire',
  nextPart: 'next-part',
  openSettings: 'open-settings',
  previousPart: 'previous-part',
  remove: 'delete',
  selectWire: 'select-wire',
  showShortcuts: 'show-shortcuts',
  toggleOutline: 'toggle-outline',
} as const

export type KeyNames = Readonly<Record<keyof typeof namedCommands, string>>

/** A command without keys is called by its title, which stands in menus and in the finder. */
export function useKeyNames(): KeyNames {
  const say = useMessages()
  const keymap = useKeymap()
  const nameOf = (id: string) => {
    const command = commandList.find((one) => one.id === id)
    if (command === undefined) return ''
    const [keys] = keymap.keysOf(command)
    return keys === undefined ? `“${say(command.titleKey)}”` : showKeys(keys)
  }
  const names = Object.entries(namedCommands).map(([name, id]) => [name, nameOf(id)] as const)
  // Its keys are those of the table.
  return Object.fromEntries(names) as KeyNames
}
