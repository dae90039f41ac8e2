import { describe, expect, it } from 'vitest'
import { placeCard } from './place-card.ts'

const card = { width: 320, height: 160 }
const window = { width: 1280, height: 800 }
const target = (left: number, top: number, width = 100, height = 40) => ({ left, top, width, height })

describe('the card of the tour', () => {
  it.each([
    ['below', target(200, 100), { left: 200, top: 152 }],
    ['at the right, where there is no room below', target(200, 700), { left: 312, top: 628 }],
    ['above, where there is no room below nor beside', target(200, 700, 900), { left: 200, top: 528 }],
    ['inside the window, at its right end', target(1250, 100), { left: 948, top: 152 }],
    ['over a target that fills the window', target(0, 0, 1280, 800), { left: 12, top: 628 }],
  ])('stands %s', (_name, box, expected) => {
    expect(placeCard(box, card, window)).toEqual(expected)
  })
})
