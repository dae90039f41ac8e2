/** Which panels were open last time; a browser that forgets shows them all. */
import { readRemembered, remember } from '../ui/remembered.ts'
import type { OpenPanels, SessionStore } from './session-store.ts'

const names = ['isPaletteOpen', 'isInspectorOpen', 'isDrawerOpen'] as const
const keyOf = (name: (typeof names)[number]) => `panel.${name}`

export function readOpenPanels(): OpenPanels {
  const wasOpen = (name: (typeof names)[number]) => readRemembered(keyOf(name)) !== '0'
  return {
    isPaletteOpen: wasOpen('isPaletteOpen'),
    isInspectorOpen: wasOpen('isInspectorOpen'),
    isDrawerOpen: wasOpen('isDrawerOpen'),
  }
}

export function rememberOpenPanels(session: SessionStore): void {
  session.subscribe((state, before) => {
    for (const name of names) if (state[name] !== before[name]) remember(keyOf(name), state[name] ? '1' : '0')
  })
}
