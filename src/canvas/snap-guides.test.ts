import { expect, it } from 'vitest'
import { snapBox } from './snap-guides.ts'

const size = { width: 200, height: 100 }

it('snaps to the edge of a card within reach and shows one line through both', () => {
  const other = { x: 0, y: 0, width: 120, height: 60 }
  const snap = snapBox({ x: 4, y: 300, ...size }, [other], 6)
  expect(snap).toEqual({ x: -4, y: null, guides: [{ axis: 'x', at: 0, from: 0, to: 400 }] })
})

it('cards of one size show their common middle, not three lines', () => {
  const snap = snapBox({ x: 3, y: 300, ...size }, [{ x: 0, y: 0, ...size }], 6)
  expect(snap.guides).toEqual([{ axis: 'x', at: 100, from: 0, to: 400 }])
})

it('the nearest line wins, and each direction snaps by itself', () => {
  const others = [
    { x: 0, y: 500, ...size },
    { x: 7, y: 800, ...size },
  ]
  const snap = snapBox({ x: 5, y: 404, ...size }, others, 6)
  expect([snap.x, snap.y]).toEqual([2, -4])
})

it('what is out of reach does not pull', () => {
  expect(snapBox({ x: 30, y: 330, ...size }, [{ x: 0, y: 0, ...size }], 6)).toEqual({
    x: null,
    y: null,
    guides: [],
  })
})
