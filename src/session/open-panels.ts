/** Which panels were open last time; a browser that forgets shows all that leave room for the drawing. */
import { readRemembered, remember, scopedName } from '../ui/remembered.ts'
import type { OpenPanels, SessionStore } from './session-store.ts'

const names = ['isPaletteOpen', 'isInspectorOpen', 'isDrawerOpen'] as const
const keyOf = (scope: string, name: (typeof names)[number]) => scopedName(scope, `panel.${name}`)

/** Narrower or lower than this, as at twice the size, panels would leave no drawing. */
const least = { width: 900, height: 560 }

export function readOpenPanels(scope: string): OpenPanels {
  // Where there is no page, nothing is short of room.
  const { width, height } = 'innerWidth' in globalThis ? { width: innerWidth, height: innerHeight } : least
  const hasRoom = {
    isPaletteOpen: width >= least.width,
    isInspectorOpen: width >= least.width,
    isDrawerOpen: height >= least.height,
  }
  const wasOpen = (name: (typeof names)[number]) => {
    const known = readRemembered(keyOf(scope, name))
    return known === null ? hasRoom[name] : known !== '0'
  }
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
