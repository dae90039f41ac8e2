/** What lies over the drawing: the toolbar, the legends and the map of the whole, as far as the host wants them. */
import { Panel, useStore } from '@xyflow/react'
import { memo, Suspense } from 'react'
import { useCanvasOptions, useEditor, useHeat } from '../session/editor-context.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { useRememberedFlag } from '../ui/remembered.ts'
import { CanvasToolbar } from './canvas-toolbar.tsx'
import { Minimap } from './minimap.tsx'
import styles from './pipeline-canvas.module.css'

const Lasso = lazyComponent(async () => (await import('./lasso.tsx')).Lasso)
const WireLegend = lazyComponent(async () => (await import('./wire-legend.tsx')).WireLegend)
const HeatLegend = lazyComponent(async () => (await import('./heat-legend.tsx')).HeatLegend)

/** Memoized: the canvas around it is drawn anew with each step of a drag. */
export const CanvasTools = memo(function CanvasTools() {
  const { features } = useEditor()
  const isHeatShown = useHeat(({ isShown }) => isShown)
  const { isLasso, isLegendShown } = useCanvasOptions((state) => state)
  const [hasMinimap, setHasMinimap] = useRememberedFlag('minimap', true)
  // On a smaller canvas it would lie over the tools and most of the drawing.
  const hasRoom = useStore(({ width, height }) => width >= 560 && height >= 200)
  return (
    <>
      {features.toolbar ? (
        <Panel position="bottom-left">
          <CanvasToolbar
            hasMinimap={hasRoom ? hasMinimap : null}
            onToggleMinimap={() => setHasMinimap(!hasMinimap)}
          />
        </Panel>
      ) : null}
      {isLasso ? (
        <Suspense>
          <Lasso />
        </Suspense>
      ) : null}
      {isHeatShown || isLegendShown ? (
        <Panel position="top-left" className={styles['legends'] ?? ''}>
          <Suspense>
            {isHeatShown ? <HeatLegend /> : null}
            {isLegendShown ? <WireLegend /> : null}
          </Suspense>
        </Panel>
      ) : null}
      {hasMinimap && hasRoom && features.minimap ? <Minimap /> : null}
    </>
  )
})
