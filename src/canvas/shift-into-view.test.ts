import { expect, it } from 'vitest'
import { shiftIntoView } from './shift-into-view.ts'

const frame = { width: 600, height: 400 }
const size = { width: 200, height: 100 }

it('leaves a card alone that can be seen and wired', () => {
  expect(shiftIntoView({ x: 100, y: 100, ...size }, frame)).toEqual({ x: 0, y: 0 })
})

it('moves by the least way, clear of the edges', () => {
  expect(shiftIntoView({ x: 500, y: 350, ...size }, frame)).toEqual({ x: -144, y: -114 })
  expect(shiftIntoView({ x: -20, y: 4, ...size }, frame)).toEqual({ x: 64, y: 40 })
})

it('shows the beginning of a card that is larger than the frame', () => {
  expect(shiftIntoView({ x: 30, y: 100, width: 800, height: 100 }, frame)).toEqual({ x: 14, y: 0 })
})

it('says nothing about a card out of sight', () => {
  expect(shiftIntoView({ x: 700, y: 100, ...size }, frame)).toBeNull()
})
