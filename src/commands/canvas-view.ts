/** What commands ask of the canvas that is drawn. */
import type { Point } from '../document/commands.ts'

interface Motion {
  readonly duration?: number
}

export interface CanvasView {
  fitView(
    options?: Motion & {
      readonly padding?: number
      readonly maxZoom?: number
      readonly nodes?: { readonly id: string }[]
    },
  ): Promise<boolean>
  zoomIn(options?: Motion): Promise<boolean>
  zoomOut(options?: Motion): Promise<boolean>
  zoomTo(zoom: number, options?: Motion): Promise<boolean>
  screenToFlowPosition(point: Point): Point
}

/** Brings the whole drawing into view, never larger than it is. */
export const whole = { padding: 0.15, maxZoom: 1 } as const

/** Motion that only shows where something went. */
export const quick = {
  /** Milliseconds; none for those who asked their system for less motion. */
  get duration(): number {
    const isStill =
      'matchMedia' in globalThis && globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches
    return isStill ? 0 : 180
  },
}
