/** What lies over the drawing: the toolbar, the legends and the map of the whole, as far as the host wants them. */
import { MiniMap, Panel, useStore } from '@xyflow/react'
import { Suspense } from 'react'
import { nodeTone } from '../drawing/node-icons.ts'
import { useCanvasOptions, useEditor, useHeat } from '../session/editor-context.tsx'
import { lazyComponent } from '../ui/lazy-component.ts'
import { useRememberedFlag } from '../ui/remembered.ts'
import { CanvasToolbar } from './canvas-toolbar.tsx'
import type { CardNode } from './flow-nodes.ts'
import styles from './pipeline-canvas.module.css'

const Lasso = lazyComponent(async () => (await import('./lasso.tsx')).Lasso)
const WireLegend = lazyComponent(async () => (await import('./wire-legend.tsx')).WireLegend)
const HeatLegend = lazyComponent(async () => (await import('./heat-legend.tsx')).HeatLegend)

const minimapSize = { width: 144, height: 92 }

export function CanvasTools() {
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
      {hasMinimap && hasRoom && features.minimap ? (
        <MiniMap<CardNode>
          pannable
          zoomable
          nodeColor={(node) => nodeTone(node.data.resolved.definition)}
          nodeBorderRadius={4}
          style={minimapSize}
        />
      ) : null}
    </>
  )
}
