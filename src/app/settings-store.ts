/** How the app looks, kept by the browser. */
import { createStore } from 'zustand/vanilla'
import type { Locale } from '../messages/locale.ts'
import { chooseLocale, locales } from '../messages/locale.ts'
import { readRemembered, remember } from '../ui/remembered.ts'
import type { Theme } from '../ui/signalbox-root.tsx'

export interface Settings {
  readonly theme: Theme
  readonly locale: Locale
  setTheme(theme: Theme): void
  setLocale(locale: Locale): void
}

export const themes: readonly Theme[] = ['system', 'light', 'dark']

export function createSettingsStore() {
  const theme = themes.find((one) => one === readRemembered('theme')) ?? 'system'
  const stored = locales.find(({ id }) => id === readRemembered('locale'))
  return createStore<Settings>((set) => ({
    theme,
    locale: stored?.id ?? chooseLocale(globalThis.navigator.languages),
    setTheme: (next) => {
      remember('theme', next)
      set({ theme: next })
    },
    setLocale: (next) => {
      remember('locale', next)
      set({ locale: next })
    },
  }))
}

export type SettingsStore = ReturnType<typeof createSettingsStore>
