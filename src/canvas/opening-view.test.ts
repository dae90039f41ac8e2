import { describe, expect, it } from 'vitest'
import { makeGridDocument } from '../../bench/editor/grid-document.ts'
import { openingPart, openingView, roomForDrawing } from './opening-view.ts'

const frame = { width: 1600, height: 900 }

describe('roomForDrawing', () => {
  it('is what the panels that are open leave', () => {
    const panels = { isPaletteOpen: true, isInspectorOpen: true, isDrawerOpen: true }
    expect(roomForDrawing({ width: 1280, height: 800 }, panels)).toEqual({ width: 684, height: 436 })
    expect(roomForDrawing({ width: 1280, height: 800 }, { ...panels, isInspectorOpen: false }).width).toBe(
      988,
    )
  })
})

describe('openingView', () => {
  it('shows the whole where there is nothing, or little', () => {
    expect(openingView([], frame)).toBeNull()
    expect(
      openingView(
        [
          { x: 0, y: 0 },
          { x: 3000, y: 1500 },
        ],
        frame,
      ),
    ).toBeNull()
  })

  it('opens a large drawing at its leftmost card, in full size', () => {
    const positions = Array.from({ length: 500 }, (_, at) => ({
      x: 100 + (at % 25) * 300,
      y: Math.floor(at / 25) * 200,
    }))
    expect(openingView(positions, frame)).toEqual({ x: -52, y: 96, zoom: 1 })
  })

  it('opens at its beginning what would be too small to read as a whole', () => {
    const line = (n: number) => Array.from({ length: n }, (_, at) => ({ x: at * 320, y: 0 }))
    expect(openingView(line(7), { width: 684, height: 436 })).toBeNull()
    expect(openingView(line(8), { width: 684, height: 436 })).toEqual({ x: 48, y: 96, zoom: 1 })
  })

  it('keeps the leftmost card in sight where others stand far above it', () => {
    const view = openingView(
      [
        { x: 0, y: 5000 },
        { x: 300, y: 0 },
      ],
      frame,
    )
    expect(view).toEqual({ x: 48, y: 300 - 5000, zoom: 1 })
  })
})

describe('openingPart', () => {
  const { nodes, edges } = makeGridDocument(500)
  const view = openingView(
    nodes.map(({ position }) => position),
    frame,
  )
  const part = openingPart({ nodes, edges }, view ?? { x: 0, y: 0, zoom: 1 }, frame)
  const partIds = new Set(part.nodes.map(({ id }) => id))
  const isInWindow = ({ position }: { position: { x: number; y: number } }) => {
    const [left, top] = [position.x + (view?.x ?? 0), position.y + (view?.y ?? 0)]
    return left + 248 > 0 && left < frame.width && top > 0 && top < frame.height
  }

  it('has every card of which anything is seen, and few of 500', () => {
    expect(nodes.filter(isInWindow).filter(({ id }) => !partIds.has(id))).toEqual([])
    expect(part.nodes.length).toBeLessThan(150)
  })

  it('has every wire that begins or ends at one of them, and both ends of each', () => {
    const seen = new Set(nodes.filter(isInWindow).map(({ id }) => id))
    const leading = edges.filter(({ from, to }) => seen.has(from.node) || seen.has(to.node))
    expect(leading.filter((edge) => !part.edges.includes(edge))).toEqual([])
    expect(part.edges.every(({ from, to }) => partIds.has(from.node) && partIds.has(to.node))).toBe(true)
  })
})
