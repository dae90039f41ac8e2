import { expect, it } from 'vitest'
import { cutToWidth, widthOf } from './text-width.ts'

it.each([
  ['Questions about refunds', 80],
  ['关于退款与改签的全部问题', 80],
])('cuts "%s" where its room ends, by the width of its letters', (title, width) => {
  const cut = cutToWidth(title, width, 13)
  expect(cut).toMatch(/.…$/)
  expect(title.startsWith(cut.slice(0, -1))).toBe(true)
  expect(widthOf(cut, 13)).toBeLessThanOrEqual(width)
  expect(cutToWidth(title, widthOf(title, 13), 13)).toBe(title)
})

it('counts a Chinese character as wide as its size', () => {
  expect(widthOf('退款', 13)).toBe(26)
  expect(widthOf('refund', 13)).toBeLessThan(6 * 13)
})
