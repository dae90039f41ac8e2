import { afterEach, expect, it, vi } from 'vitest'
import { forget, readRemembered, remember } from './remembered.ts'

afterEach(() => {
  vi.restoreAllMocks()
  forget('size')
})

it('reads what came last, although the storage had no room for it', () => {
  remember('size', 'small')
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  remember('size', 'large')
  expect(readRemembered('size')).toBe('large')
})
