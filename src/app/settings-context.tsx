/** The app's settings, handed down by context. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Settings, SettingsStore } from './settings-store.ts'

export const SettingsContext = createContext<SettingsStore | null>(null)

export function useSettings(): Settings {
  const store = useContext(SettingsContext)
  if (store === null) throw new Error('Settings are read inside the app only.')
  return useStore(store)
}
