/** What commands ask of the canvas that is drawn. */
import type { Point } from '../document/commands.ts'

export interface Motion {
  readonly duration?: number
}

export interface CanvasView {
  fitView(
    options?: Motion & {
      readonly padding?:
        number | { readonly x: `${number}px`; readonly top: `${number}px`; readonly bottom: `${number}px` }
      readonly maxZoom?: number
      readonly nodes?: { readonly id: string }[]
    },
  ): Promise<boolean>
  zoomIn(options?: Motion): Promise<boolean>
  zoomOut(options?: Motion): Promise<boolean>
  zoomTo(zoom: number, options?: Motion): Promise<boolean>
  screenToFlowPosition(point: Point): Point
}

/** Brings the whole drawing into view, never larger than it is, above the tools at the lower edge. */
export const whole = { padding: { x: '20px', top: '40px', bottom: '72px' }, maxZoom: 1 } as const

/** Motion that only shows where something went. */
export const quick = {
  /** Milliseconds; none for those who asked their system for less motion. */
  get duration(): number {
    const isStill =
      'matchMedia' in globalThis && globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches
    return isStill ? 0 : 180
  },
}
