/** Which keys call which command: the defaults, and what a person made of them in this browser. */
import { z } from 'zod'
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import { forget, readRemembered, remember, scopedName } from '../ui/remembered.ts'

/** The part of a keyboard event that says which keys were pressed. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The part of a command that keys call it by. */
export interface KeyedCommand {
  readonly id: string
  readonly keys?: readonly string[]
}

const modifierKeys = new Set(['Control', 'Meta', 'Alt', 'Shift', 'CapsLock', 'Dead', 'Process'])

/**
 * `Mod+Shift+z` for what was pressed; null for a modifier alone. Shift is named with letters and named keys only: `?` says by
 * itself that it was pressed.
 */
export function describePress(press: KeyPress): string | null {
  if (modifierKeys.has(press.key)) return null
  const isSign = press.key.length === 1 && press.key.toLowerCase() === press.key.toUpperCase()
  const parts = [
    ...(press.ctrlKey || press.metaKey ? ['Mod'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey && !isSign ? ['Shift'] : []),
    press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toLowerCase() : press.key,
  ]
  return parts.join('+')
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
  Backspace: '⌫',
  Shift: '⇧',
}

/** As it stands in menus: `Ctrl ⇧ Z`, on a Mac `⌘ ⇧ Z`. */
export function showKeys(keys: string, isMac = isMacKeyboard()): string {
  // A plus sign may itself be the key.
  const parts = keys.endsWith('++')
    ? [...keys.slice(0, -2).split('+'), '+']
    : keys === '+'
      ? ['+']
      : keys.split('+')
  return parts
    .map((part) => {
      if (part === 'Mod') return isMac ? '⌘' : 'Ctrl'
      if (part === 'Alt') return isMac ? '⌥' : 'Alt'
      return signs[part] ?? (part.length === 1 ? part.toUpperCase() : part)
    })
    .join(' ')
}

export function isMacKeyboard(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)
}

const remappedSchema = z.record(z.string(), z.array(z.string().max(40)).max(4))

export interface Keymap {
  /** Only what differs from the defaults, by command id; no keys: none call it. */
  readonly remapped: Readonly<Record<string, readonly string[]>>
  keysOf(command: KeyedCommand): readonly string[]
  remap(id: string, keys: readonly string[]): void
  /** Back to the default of one command, or of all. */
  reset(id?: string): void
}

export type KeymapStore = StoreApi<Keymap>

function readRemapped(rememberedAs: string): Keymap['remapped'] {
  try {
    return remappedSchema.parse(JSON.parse(readRemembered(rememberedAs) ?? '{}'))
  } catch {
    // What another version kept is no reason to lose the keyboard.
    return {}
  }
}

/** @param scope apart from editors of other scopes; `''`: shared with those that have none */
export function createKeymap(scope = ''): KeymapStore {
  const rememberedAs = scopedName(scope, 'shortcuts')
  return createStore<Keymap>((set, get) => {
    const keep = (remapped: Keymap['remapped']) => {
      set({ remapped })
      if (Object.keys(remapped).length === 0) forget(rememberedAs)
      else remember(rememberedAs, JSON.stringify(remapped))
    }
    return {
      remapped: readRemapped(rememberedAs),
      keysOf: ({ id, keys = [] }) => get().remapped[id] ?? keys,
      remap: (id, keys) => keep({ ...get().remapped, [id]: keys }),
      reset: (id) => {
        const { [id ?? '']: _old, ...rest } = get().remapped
        keep(id === undefined ? {} : rest)
      },
    }
  })
}

/** The command that these keys call. */
export function findByKeys<Command extends KeyedCommand>(
  commands: readonly Command[],
  keymap: Keymap,
  pressed: string,
): Command | undefined {
  return commands.find((command) => keymap.keysOf(command).includes(pressed))
}
