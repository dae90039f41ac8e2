/** The whole drawing in small, and what part of it is in view: a press, a drag or the wheel on the map moves that. */
import { Panel, useNodes, useReactFlow, useStore } from '@xyflow/react'
import type { PointerEvent, RefObject } from 'react'
import { memo, useEffect, useMemo, useRef } from 'react'
import { isMacKeyboard } from '../commands/keymap.ts'
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
        <path className={styles['mask']} d={boxPath(shown) + boxPath(seen)} />
      </svg>
    </Panel>
  )
}

/** Memoized: they stay while the canvas is only moved. */
const Shapes = memo(function Shapes({ drawing }: { drawing: DrawingInSmall }) {
  const { frames, notes, cards, chosen } = drawing
  return (
    <>
      {frames.map(({ tone, path }) => (
        <path key={tone} className={styles['frame']} fill={tone} stroke={tone} d={path} />
      ))}
      <path className={styles['note']} d={notes} />
      {cards.map(({ tone, path }) => (
        <path key={tone} fill={tone} d={path} />
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

/** Units of the drawing in a pixel of the page, on which a host may have drawn the editor larger or smaller. */
function unitsPerPixel(map: Element, { width }: Bounds): number {
  return width / map.getBoundingClientRect().width
}

/** A press outside of what is seen brings that place into the middle; what is seen goes along with a drag. */
function useGrip(shown: Bounds, seen: Bounds) {
  const { getViewport, setViewport, setCenter, getZoom } = useReactFlow()
  /** Where the one pointer that drags was last. */
  const held = useRef<(Point & { readonly pointer: number }) | null>(null)
  const end = ({ pointerId }: PointerEvent) => {
    if (held.current?.pointer === pointerId) held.current = null
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      // With Control the menu opens on some systems.
      if (event.button !== 0 || event.ctrlKey || held.current !== null) return
      const { currentTarget: map, pointerId: pointer, clientX, clientY } = event
      map.setPointerCapture(pointer)
      held.current = { x: clientX, y: clientY, pointer }
      const { left, top } = map.getBoundingClientRect()
      const scale = unitsPerPixel(map, shown)
      const x = shown.x + (clientX - left) * scale
      const y = shown.y + (clientY - top) * scale
      const isSeen = x >= seen.x && x <= seen.x + seen.width && y >= seen.y && y <= seen.y + seen.height
      if (!isSeen) void setCenter(x, y, { zoom: getZoom() })
    },
    onPointerMove: ({ currentTarget, pointerId: pointer, clientX, clientY }: PointerEvent) => {
      if (held.current?.pointer !== pointer) return
      const { x, y, zoom } = getViewport()
      const pixels = unitsPerPixel(currentTarget, shown) * zoom
      void setViewport({
        x: x - (clientX - held.current.x) * pixels,
        y: y - (clientY - held.current.y) * pixels,
        zoom,
      })
      held.current = { x: clientX, y: clientY, pointer }
    },
    onPointerUp: end,
    onLostPointerCapture: end,
  }
}

/** Halvings of the zoom for each step that a wheel turns down, by the unit it counts in: pixels, lines, pages. */
const zoomPerStep = [1 / 500, 1 / 20, 1]
/** Trackpads of Macs tell a pinch as a wheel with Control, in steps a tenth as large. */
const pinchFactor = 10

function useWheelZoom(map: RefObject<SVGSVGElement | null>): void {
  const { getZoom, zoomTo } = useReactFlow()
  useEffect(() => {
    const zoom = (event: WheelEvent) => {
      event.preventDefault()
      const factor = event.ctrlKey && isMacKeyboard() ? pinchFactor : 1
      const halvings = event.deltaY * (zoomPerStep[event.deltaMode] ?? 0) * factor
      void zoomTo(getZoom() * 2 ** -halvings)
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
