/** A command as a button with its sign; the tip shows its keys. */
import { CircleDot } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import type { EditorCommand } from './command.ts'
import { callCommand, entryOf, useCommandContext, useKeymap } from './use-commands.ts'

export interface CommandButtonProps {
  readonly command: EditorCommand
  /** Given by those that know better than the moment of drawing. */
  readonly isDisabled?: boolean
  /** Of a command that switches something: whether it is on. */
  readonly isToggled?: boolean
}

export function CommandButton({ command, isDisabled = false, isToggled }: CommandButtonProps) {
  const context = useCommandContext()
  const keymap = useKeymap()
  const { label, shortcut } = entryOf(command, context, keymap)
  return (
    <IconButton
      label={label}
      icon={command.icon ?? CircleDot}
      {...(shortcut === undefined ? {} : { shortcut })}
      isDisabled={isDisabled}
      {...(isToggled === undefined ? {} : { isToggled })}
      onPress={() => callCommand(command, context)}
    />
  )
}
