/** Which panels were open last time; a browser that forgets shows them all. */
import { readRemembered, remember, scopedName } from '../ui/remembered.ts'
import type { OpenPanels, SessionStore } from './session-store.ts'

const names = ['isPaletteOpen', 'isInspectorOpen', 'isDrawerOpen'] as const
const keyOf = (scope: string, name: (typeof names)[number]) => scopedName(scope, `panel.${name}`)

export function readOpenPanels(scope: string): OpenPanels {
  const wasOpen = (name: (typeof names)[number]) => readRemembered(keyOf(scope, name)) !== '0'
  return {
    isPaletteOpen: wasOpen('isPaletteOpen'),
    isInspectorOpen: wasOpen('isInspectorOpen'),
    isDrawerOpen: wasOpen('isDrawerOpen'),
  }
}

export function rememberOpenPanels(session: SessionStore, scope: string): void {
  session.subscribe((state, before) => {
    for (const name of names) {
      if (state[name] !== before[name]) remember(keyOf(scope, name), state[name] ? '1' : '0')
    }
  })
}
