/** What part of the drawing is seen: moved by requests and by panels that open and close beside the canvas. */
import { quick } from '../commands/canvas-view.ts'
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { cardWidth } from '../drawing/card-layout.ts'
import { boundsOfDrawing } from '../drawing/drawing-bounds.ts'
import { placesOfHidden } from '../drawing/group-geometry.ts'
import { useFitWhole } from '../drawing/use-fit-whole.ts'
import { useEditor, useSession } from '../session/editor-context.tsx'
import { shiftIntoView } from './shift-into-view.ts'
import { useLevelView } from './use-level-view.ts'

/** Below this a card shows its title and colour only. */
export const farZoom = 0.4

/** Below this a card is written in large print, or its text would be too small to read. */
export const largePrintZoom = 0.68

/** A card is at least as high. */
const leastHeight = 100

/** Brings a node into view when something asks for it: by the least way where part of it is seen, else into the middle. */
function useCentreRequests() {
  const request = useSession((state) => state.centreRequest)
  const { document: documents } = useEditor()
  const { setCenter, setViewport, getZoom } = useReactFlow()
  const { getState } = useStoreApi()
  useEffect(() => {
    if (request === null) return
    const { width, height, transform, nodeLookup } = getState()
    const { nodes, groups } = documents.getState().document
    const position =
      placesOfHidden(nodes, groups).get(request.node) ?? nodes.find(({ id }) => id === request.node)?.position
    if (position === undefined) return
    const [x, y, zoom] = transform
    const card = {
      x: position.x * zoom + x,
      y: position.y * zoom + y,
      width: cardWidth * zoom,
      height: (nodeLookup.get(request.node)?.measured.height ?? leastHeight) * zoom,
    }
    const shift = zoom < farZoom ? null : shiftIntoView(card, { width, height })
    if (shift === null) {
      const centre = { x: position.x + cardWidth / 2, y: position.y + 60 }
      void setCenter(centre.x, centre.y, { zoom: Math.max(0.6, getZoom()), ...quick })
    } else if (shift.x !== 0 || shift.y !== 0) {
      void setViewport({ x: x + shift.x, y: y + shift.y, zoom }, quick)
    }
  }, [request, documents, setCenter, setViewport, getZoom, getState])
}

/**
 * When a panel opens or closes beside a drawing that was in view as a whole, it is brought into view as a whole again.
 *
 * @param isFitted so it is as soon as there is room for it
 */
function useRefit(isOn: boolean, isFitted: boolean) {
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const { document: documents, nodes, cards } = useEditor()
  const { getViewport } = useReactFlow()
  const fitWhole = useFitWhole()
  const before = useRef({ width, height })
  useEffect(() => {
    const old = before.current
    before.current = { width, height }
    if (!isOn || width === 0 || (old.width === width && old.height === height)) return
    const { document } = documents.getState()
    if (old.width === 0) {
      if (isFitted) fitWhole()
      return
    }
    const bounds = boundsOfDrawing(document, nodes, cards)
    if (bounds === null) return
    const { x, y, zoom } = getViewport()
    const isWhole =
      bounds.x * zoom + x >= 0 &&
      bounds.y * zoom + y >= 0 &&
      (bounds.x + bounds.width) * zoom + x <= old.width &&
      (bounds.y + bounds.height) * zoom + y <= old.height
    if (isWhole) fitWhole()
  }, [isOn, isFitted, width, height, documents, nodes, cards, getViewport, fitWhole])
}

/**
 * What is in view changes by itself when something asks for it, when there is more or less room, and at another level.
 *
 * @param isGiven somebody else says what is in view
 * @param isFitted the whole is in view at first
 */
export function useView(root: RefObject<HTMLElement | null>, isGiven: boolean, isFitted: boolean): void {
  useCentreRequests()
  useRefit(!isGiven, isFitted)
  useLevelView(root)
}
