/** The whole drawing in small, and what part of it is in view: a press, a drag or the wheel on the map moves that. */
import { Panel, useNodes, useReactFlow, useStore } from '@xyflow/react'
import type { CSSProperties, PointerEvent, RefObject } from 'react'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { Point } from '../document/commands.ts'
import type { Bounds } from '../drawing/drawing-bounds.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument } from '../session/editor-context.tsx'
import type { CardNode } from './flow-nodes.ts'
import type { DrawingInSmall } from './minimap-drawing.ts'
import { boxPath, drawInSmall, placeInMap, seenArea } from './minimap-drawing.ts'
import styles from './minimap.module.css'
import { useGroupBoxes } from './use-group-boxes.ts'

const sizePx = { width: 144, height: 92 } as const

export function Minimap() {
  const say = useMessages()
  const drawing = useDrawingInSmall()
  const seen = useStore(seenArea, isSameArea)
  const map = useRef<SVGSVGElement>(null)
  const shown = placeInMap(drawing.bounds, seen, sizePx)
  const grip = useGrip(shown, seen)
  useWheelZoom(map)
  return (
    <Panel position="bottom-right" className={styles['map'] ?? ''}>
      <svg
        ref={map}
        className={styles['drawing']}
        {...sizePx}
        viewBox={`${shown.x} ${shown.y} ${shown.width} ${shown.height}`}
        role="img"
        aria-label={say('canvas.minimap')}
        {...grip}
      >
        <Shapes drawing={drawing} />
        <path className={styles['mask']} fillRule="evenodd" d={boxPath(shown) + boxPath(seen)} />
      </svg>
    </Panel>
  )
}

/** Memorized: they stay while the canvas is only moved. */
const Shapes = memo(function Shapes({ drawing }: { drawing: DrawingInSmall }) {
  const { frames, notes, cards, chosen } = drawing
  return (
    <>
      {frames.map(({ tone, path }) => (
        <path key={tone} className={styles['frame']} style={{ '--tone': tone } as CSSProperties} d={path} />
      ))}
      <path className={styles['note']} d={notes} />
      {cards.map(({ tone, path }) => (
        <path key={tone} className={styles['cards']} style={{ '--tone': tone } as CSSProperties} d={path} />
      ))}
      <path className={styles['chosen']} d={chosen} />
    </>
  )
})

function useDrawingInSmall(): DrawingInSmall {
  const nodes = useNodes<CardNode>()
  const groups = useGroupBoxes(nodes)
  const notes = useDocument(({ document }) => document.notes)
  return useMemo(() => drawInSmall(nodes, groups, notes), [nodes, groups, notes])
}

/** A press outside of what is seen brings that place into the middle; what is seen goes along with a drag. */
function useGrip(shown: Bounds, seen: Bounds) {
  const { getViewport, setViewport, setCenter, getZoom } = useReactFlow()
  const last = useRef<Point | null>(null)
  const unitsPerPixel = shown.width / sizePx.width
  const end = () => {
    last.current = null
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      last.current = { x: event.clientX, y: event.clientY }
      const { left, top } = event.currentTarget.getBoundingClientRect()
      const x = shown.x + (event.clientX - left) * unitsPerPixel
      const y = shown.y + (event.clientY - top) * unitsPerPixel
      const isSeen = x >= seen.x && x <= seen.x + seen.width && y >= seen.y && y <= seen.y + seen.height
      if (!isSeen) void setCenter(x, y, { zoom: getZoom() })
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (last.current === null) return
      const { x, y, zoom } = getViewport()
      const pixels = unitsPerPixel * zoom
      void setViewport({
        x: x - (clientX - last.current.x) * pixels,
        y: y - (clientY - last.current.y) * pixels,
        zoom,
      })
      last.current = { x: clientX, y: clientY }
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

/** Halvings of the zoom for each pixel that a wheel turns down. */
const zoomPerPixel = 1 / 500
/** Pixels of a line, where a wheel counts in those. */
const lineHeightPx = 25

function useWheelZoom(map: RefObject<SVGSVGElement | null>): void {
  const { getZoom, zoomTo } = useReactFlow()
  useEffect(() => {
    const zoom = (event: WheelEvent) => {
      event.preventDefault()
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1)
      void zoomTo(getZoom() * 2 ** (-pixels * zoomPerPixel))
    }
    // React's own listeners cannot keep the page from scrolling.
    const element = map.current
    element?.addEventListener('wheel', zoom, { passive: false })
    return () => element?.removeEventListener('wheel', zoom)
  }, [map, getZoom, zoomTo])
}

function isSameArea(a: Bounds, b: Bounds): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}
