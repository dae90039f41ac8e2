import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHeldChange } from './held-change.ts'

describe('a held change', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is made once, as it was last, after a pause', () => {
    const made: string[] = []
    const change = createHeldChange()
    for (const text of ['a', 'ab', 'abc']) {
      change.hold(() => made.push(text))
      vi.advanceTimersByTime(100)
    }
    expect(made).toEqual([])
    vi.advanceTimersByTime(60)
    expect(made).toEqual(['abc'])
    change.settle()
    expect(made).toEqual(['abc'])
  })

  it('does not wait for an end of typing', () => {
    const made: number[] = []
    const change = createHeldChange()
    for (let key = 0; key < 20; key += 1) {
      change.hold(() => made.push(key))
      vi.advanceTimersByTime(50)
    }
    expect(made.length).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['a click', new Event('pointerdown')],
    ['a key with a modifier', new KeyboardEvent('keydown', { key: 'z', ctrlKey: true })],
    ['the end of the page', new Event('pagehide')],
  ])('is made before %s', (_what, event) => {
    const made: string[] = []
    const change = createHeldChange()
    change.hold(() => made.push('typed'))
    globalThis.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
    expect(made).toEqual([])
    globalThis.dispatchEvent(event)
    expect(made).toEqual(['typed'])
  })
})
