/** Whether the canvas shows what the last runs did, and what that was. Made per editor. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import { isInside } from '../../runtime/core/trace/node-path.ts'
import type { HeatMap } from '../../runtime/core/wire/heat-map.ts'
import type { Runner } from './runner.ts'

/** What colours the cards. */
export const heatMeasures = ['p50', 'p95', 'share', 'errors', 'hits'] as const
export type HeatMeasure = (typeof heatMeasures)[number]

export const heatRunCounts = [20, 50, 200] as const
export type HeatRunCount = (typeof heatRunCounts)[number]

export interface HeatState {
  readonly isShown: boolean
  readonly measure: HeatMeasure
  readonly runs: HeatRunCount
  /** Null until it is there. */
  readonly map: HeatMap | null
  toggle(): void
  setMeasure(measure: HeatMeasure): void
  setRuns(runs: HeatRunCount): void
  refresh(pipelineId: string): Promise<void>
}

export type HeatStore = StoreApi<HeatState>

export function createHeatStore(runner: Runner | null): HeatStore {
  return createStore<HeatState>((set, get) => ({
    isShown: false,
    measure: 'p50',
    runs: 50,
    map: null,
    toggle: () => set(({ isShown }) => ({ isShown: !isShown })),
    setMeasure: (measure) => set({ measure }),
    setRuns: (runs) => set({ runs }),
    refresh: async (pipelineId) => {
      const { runs } = get()
      try {
        const map = await runner?.heatMap?.(pipelineId, runs)
        if (map !== undefined && get().runs === runs) set({ map })
      } catch {
        // The figures are an aid: the last ones stay, and a run says itself when the server is gone.
      }
    },
  }))
}

export type NodeHeat = HeatMap['nodes'][number]

/** How much a node has of what colours the cards, 0 to 1 of the most that any beside it has; null where there is too little. */
export function heatOf(map: HeatMap, measure: HeatMeasure, node: string): number | null {
  const one = map.nodes.find((other) => other.node === node)
  const value = one === undefined ? null : valueOf(one, measure)
  if (value === null) return null
  const most = mostHeat(map, measure) ?? 0
  return most === 0 ? 0 : value / most
}

/** The most that any node has, in the measure's own unit; null where no node has enough runs for a figure. */
export function mostHeat(map: HeatMap, measure: HeatMeasure): number | null {
  const values = map.nodes.flatMap((one) => (isInside(one.node) ? [] : (valueOf(one, measure) ?? [])))
  return values.length === 0 ? null : Math.max(...values)
}

function valueOf(
  { durationMs, shareOfTime, errorRate, hits }: NodeHeat,
  measure: HeatMeasure,
): number | null {
  switch (measure) {
    case 'p50':
    case 'p95':
      return durationMs[measure]
    case 'share':
      return shareOfTime
    case 'errors':
      return errorRate
    case 'hits':
      return hits
  }
}
