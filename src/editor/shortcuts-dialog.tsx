/** Every command with its keys; each can be given others. */
import { RotateCcw } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { commandList } from '../commands/command-list.ts'
import type { CommandSection, EditorCommand } from '../commands/command.ts'
import { commandSections } from '../commands/command.ts'
import { describePress, findByKeys, showKeys } from '../commands/keymap.ts'
import { useKeymap } from '../commands/use-commands.ts'
import { useKeyNames } from '../commands/use-key-names.ts'
import { scoreQuery } from '../document/score-text.ts'
import type { MessageKey, PlainMessageKey } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { SearchField } from '../ui/search-field.tsx'
import styles from './shortcuts-dialog.module.css'

const sectionKeys = {
  edit: 'commands.sectionEdit',
  select: 'commands.sectionSelect',
  node: 'commands.sectionNode',
  arrange: 'commands.sectionArrange',
  view: 'commands.sectionView',
  run: 'commands.sectionRun',
} as const satisfies Record<CommandSection, PlainMessageKey>

/** How one gets about without a mouse; the rest are commands. */
const modelKeys = [
  'commands.modelParts',
  'commands.modelNodes',
  'commands.modelPorts',
  'commands.modelWires',
  'commands.modelDrag',
] as const satisfies readonly MessageKey[]

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const say = useMessages()
  const keymap = useKeymap()
  const keyNames = useKeyNames()
  const [query, setQuery] = useState('')
  const isShown = (command: EditorCommand) =>
    query.trim() === '' || scoreQuery(query, [say(command.titleKey), command.id], []) > 0
  return (
    <Dialog
      title={say('commands.showShortcuts')}
      isOpen
      onClose={onClose}
      width={720}
      actions={
        <Button
          icon={RotateCcw}
          isDisabled={Object.keys(keymap.remapped).length === 0}
          onPress={() => keymap.reset()}
        >
          {say('commands.shortcutResetAll')}
        </Button>
      }
    >
      <ul className={styles['model']} aria-label={say('commands.shortcutModel')}>
        {modelKeys.map((key) => (
          <li key={key}>{say(key, keyNames)}</li>
        ))}
      </ul>
      <p className={styles['help']}>{say('commands.shortcutsHelp')}</p>
      <SearchField label={say('commands.shortcutSearch')} value={query} onChange={setQuery} />
      <div className={styles['scroll']}>
        <div className={styles['sections']}>
          {commandSections.map((section) => {
            const commands = commandList.filter((one) => one.section === section && isShown(one))
            if (commands.length === 0) return null
            return (
              <section key={section} aria-label={say(sectionKeys[section])}>
                <h3>{say(sectionKeys[section])}</h3>
                <ul>
                  {commands.map((command) => (
                    <Shortcut key={command.id} command={command} />
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
      </div>
    </Dialog>
  )
}

function Shortcut({ command }: { command: EditorCommand }) {
  const say = useMessages()
  const keymap = useKeymap()
  const [isListening, setIsListening] = useState(false)
  const [fault, setFault] = useState('')
  const keys = keymap.keysOf(command)
  const title = say(command.titleKey)
  const all = [...(command.browserKeys ?? []), ...keys]
  const shown = all.length === 0 ? say('commands.shortcutNone') : all.map((one) => showKeys(one)).join(', ')

  const listen = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const pressed = describePress(event)
    if (pressed === null) return
    setIsListening(false)
    if (pressed === 'Escape') return
    const other =
      findByKeys(commandList, keymap, pressed) ??
      commandList.find(({ browserKeys }) => browserKeys?.includes(pressed) === true)
    if (other !== undefined && other.id !== command.id) {
      setFault(say('commands.shortcutTaken', { keys: showKeys(pressed), command: say(other.titleKey) }))
      return
    }
    setFault('')
    keymap.remap(command.id, [pressed])
  }

  return (
    <li className={styles['row']}>
      <span>{title}</span>
      <span className={styles['keys']} onKeyDownCapture={listen}>
        <Button
          variant="quiet"
          aria-label={say('commands.shortcutOf', { command: title, keys: shown })}
          onPress={() => setIsListening(true)}
          onBlur={() => setIsListening(false)}
        >
          {isListening ? say('commands.shortcutPress') : shown}
        </Button>
        {keymap.remapped[command.id] === undefined ? null : (
          <IconButton
            label={say('commands.shortcutReset')}
            icon={RotateCcw}
            isSmall
            onPress={() => keymap.reset(command.id)}
          />
        )}
      </span>
      {fault === '' ? null : (
        <span role="alert" className={styles['fault']}>
          {fault}
        </span>
      )}
    </li>
  )
}
