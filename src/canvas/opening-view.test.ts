import { describe, expect, it } from 'vitest'
import { openingView } from './opening-view.ts'

const frame = { width: 1600, height: 900 }

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
