import { describe, expect, it } from 'vitest'
import { placeLabels } from './place-labels.ts'

const chart = 600

describe('placeLabels', () => {
  it('keeps names above their points, towards the middle of the chart', () => {
    const places = placeLabels(
      [
        { x: 60, y: 100, text: 'Fast' },
        { x: 500, y: 200, text: 'Slow' },
      ],
      chart,
    )
    expect(places).toEqual([
      { side: 'start', dy: -9 },
      { side: 'end', dy: -9 },
    ])
  })

  it('gives each name of a crowd a line or a side of its own', () => {
    const crowd = ['Routed', 'Routed, rank 16', 'Routed, rank 64', 'Routed, top 3'].map((text, index) => ({
      x: 300 + index * 3,
      y: 100 + index * 4,
      text,
    }))
    const places = placeLabels(crowd, chart)
    const lines = places.map(({ side, dy }, index) => ({ side, y: (crowd[index]?.y ?? 0) + dy }))
    for (const [index, a] of lines.entries())
      for (const b of lines.slice(index + 1))
        expect(a.side !== b.side || Math.abs(a.y - b.y) >= 13, JSON.stringify([a, b])).toBe(true)
  })

  it('lets no name leave the chart', () => {
    const [place] = placeLabels([{ x: 40, y: 50, text: 'A rather long name of a variant' }], chart)
    expect(place?.side).toBe('start')
    const [other] = placeLabels(
      [
        { x: 590, y: 50, text: 'Another long name' },
        { x: 595, y: 90, text: 'B' },
      ],
      chart,
    )
    expect(other?.side).toBe('end')
  })
})
