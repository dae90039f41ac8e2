import { beforeEach, expect, it } from 'vitest'
import { commandList } from './command-list.ts'
import type { KeyPress } from './keymap.ts'
import { createKeymap, describePress, findByKeys, showKeys } from './keymap.ts'

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
})

beforeEach(() => localStorage.clear())

it.each([
  [press('z', { ctrlKey: true }), 'Mod+z'],
  [press('Z', { metaKey: true, shiftKey: true }), 'Mod+Shift+z'],
  [press('?', { shiftKey: true }), '?'],
  [press('ArrowLeft', { altKey: true }), 'Alt+ArrowLeft'],
  [press('Shift', { shiftKey: true }), null],
  [press(' '), 'Space'],
])('%j is %j', (pressed, described) => {
  expect(describePress(pressed)).toBe(described)
})

it('keys are shown as they stand on the keyboard', () => {
  expect(showKeys('Mod+Shift+z', false)).toBe('Ctrl ⇧ Z')
  expect(showKeys('Mod+Shift+z', true)).toBe('⌘ ⇧ Z')
  expect(showKeys('+', false)).toBe('+')
})

it('no two commands have the same keys or the same id', () => {
  const keys = commandList.flatMap((command) => command.keys ?? [])
  expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([])
  const ids = commandList.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('keys are remapped, remembered and given back', () => {
  const keymap = createKeymap()
  keymap.getState().remap('duplicate', ['Mod+j'])
  expect(findByKeys(commandList, keymap.getState(), 'Mod+d')).toBeUndefined()
  const later = createKeymap()
  expect(findByKeys(commandList, later.getState(), 'Mod+j')?.id).toBe('duplicate')
  later.getState().reset('duplicate')
  expect(findByKeys(commandList, createKeymap().getState(), 'Mod+d')?.id).toBe('duplicate')
})

it('what another version kept does not take the keyboard away', () => {
  localStorage.setItem('signalbox.shortcuts', '{"undo": 7}')
  expect(findByKeys(commandList, createKeymap().getState(), 'Mod+z')?.id).toBe('undo')
})
