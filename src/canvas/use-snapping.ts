/** While cards are dragged: they snap to lines with cards around them, else to the grid; Alt leaves them free. */
import type { NodeChange } from '@xyflow/react'
import { useStoreApi } from '@xyflow/react'
import type { PointerEvent } from 'react'
import { useMemo, useRef, useState } from 'react'
import type { Point } from '../document/commands.ts'
import { snapToGrid } from '../drawing/find-place.ts'
import { useEditor } from '../session/editor-context.tsx'
import type { CardNode } from './flow-nodes.ts'
import type { Box, Guide } from './snap-guides.ts'
import { snapBox } from './snap-guides.ts'

interface Gesture {
  /** Where the cards stood at its beginning. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly others: readonly Box[]
  /** Where the cards stand now. */
  readonly places: Map<string, Point>
}

/** How near a line must be, in pixels of the window. */
const reachPx = 6

const noGuides: readonly Guide[] = []

/** What a drag goes through from its beginning to its end. */
export type DragSnapping = Pick<ReturnType<typeof useSnapping>, 'begin' | 'adjust' | 'end'>

export function useSnapping() {
  const { canvasOptions } = useEditor()
  const { getState } = useStoreApi<CardNode>()
  const gesture = useRef<Gesture | null>(null)
  const isFree = useRef(false)
  const [guides, setGuides] = useState(noGuides)
  const handlers = useMemo(() => {
    const begin = (moved: readonly CardNode[]) => {
      const ids = new Set(moved.map(({ id }) => id))
      // Found once a gesture: nothing but what is dragged moves during it.
      const others = [...getState().nodeLookup.values()]
        .map(({ internals }) => internals.userNode)
        .filter((node) => !ids.has(node.id))
        .map(boxOf)
        .filter(isNear(getState()))
      gesture.current = {
        boxes: new Map(moved.map((node) => [node.id, boxOf(node)])),
        others,
        places: new Map(),
      }
    }

    /** Moves all that is dragged by the same step. */
    const adjust = (changes: NodeChange<CardNode>[]): NodeChange<CardNode>[] => {
      const now = gesture.current
      if (now === null) return changes
      const dragged = changes.flatMap((change) => {
        const size = change.type === 'position' ? now.boxes.get(change.id) : undefined
        if (change.type !== 'position' || change.position === undefined || size === undefined) return []
        return [{ id: change.id, ...change.position, width: size.width, height: size.height }]
      })
      if (dragged.length === 0) return changes
      const whole = boundsOf(dragged)
      const reach = reachPx / getState().transform[2]
      const snap = isFree.current ? { x: null, y: null, guides: noGuides } : snapBox(whole, now.others, reach)
      const isOnGrid = !isFree.current && canvasOptions.getState().isSnapping
      const grid = isOnGrid ? snapToGrid(whole) : whole
      const step = { x: snap.x ?? grid.x - whole.x, y: snap.y ?? grid.y - whole.y }
      for (const { id, x, y } of dragged) now.places.set(id, { x: x + step.x, y: y + step.y })
      setGuides((old) => (old.length + snap.guides.length === 0 ? old : snap.guides))
      return changes.map((change) => {
        const position = change.type === 'position' ? now.places.get(change.id) : undefined
        return change.type === 'position' && position !== undefined ? { ...change, position } : change
      })
    }

    /** @returns how far each card was moved */
    const end = (): ReadonlyMap<string, Point> => {
      const { places, boxes } = gesture.current ?? { places: new Map<string, Point>(), boxes: new Map() }
      gesture.current = null
      setGuides(noGuides)
      return new Map(
        [...boxes].flatMap(([id, from]) => {
          const to = places.get(id)
          return to === undefined ? [] : [[id, { x: to.x - from.x, y: to.y - from.y }] as const]
        }),
      )
    }

    const onPointerMove = ({ altKey }: PointerEvent) => {
      isFree.current = altKey
    }
    return { begin, adjust, end, onPointerMove }
  }, [canvasOptions, getState])
  return { guides, ...handlers }
}

function boxOf({ position, width = 0, height = 0 }: CardNode): Box {
  return { x: position.x, y: position.y, width, height }
}

function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

interface Frame {
  readonly width: number
  readonly height: number
  readonly transform: readonly [number, number, number]
}

/** What is in view, or one view away from it: the canvas may pan during the drag. */
function isNear({ width, height, transform: [left, top, zoom] }: Frame) {
  return ({ x, y, width: own, height: tall }: Box): boolean => {
    const [cardX, cardY] = [x * zoom + left, y * zoom + top]
    const isBeside = cardX < 2 * width && cardX + own * zoom > -width
    return isBeside && cardY < 2 * height && cardY + tall * zoom > -height
  }
}
