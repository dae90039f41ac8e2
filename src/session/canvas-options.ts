/** How one person wants to draw: remembered by this browser, but for the tool in hand. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import { readRemembered, remember, scopedName } from '../ui/remembered.ts'

export interface CanvasOptions {
  /** Cards stand on the grid when they are moved. */
  readonly isSnapping: boolean
  /** The types of wires are explained on the canvas. */
  readonly isLegendShown: boolean
  /** The pointer draws round what is to be selected. */
  readonly isLasso: boolean
  toggleSnapping(): void
  toggleLegend(): void
  setLasso(isOn: boolean): void
}

export type CanvasOptionStore = StoreApi<CanvasOptions>

/** @param scope apart from editors of other scopes; `''`: shared with those that have none */
export function createCanvasOptions(scope = ''): CanvasOptionStore {
  const keep = (name: string, isOn: boolean) => remember(scopedName(scope, name), isOn ? '1' : '0')
  return createStore<CanvasOptions>((set, get) => ({
    isSnapping: readRemembered(scopedName(scope, 'snap')) !== '0',
    isLegendShown: readRemembered(scopedName(scope, 'legend')) === '1',
    isLasso: false,
    toggleSnapping: () => {
      set(({ isSnapping }) => ({ isSnapping: !isSnapping }))
      keep('snap', get().isSnapping)
    },
    toggleLegend: () => {
      set(({ isLegendShown }) => ({ isLegendShown: !isLegendShown }))
      keep('legend', get().isLegendShown)
    },
    setLasso: (isLasso) => set({ isLasso }),
  }))
}
