import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RemovalQueue } from './removal-queue.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const gone = () => vi.fn(() => Promise.resolve())

describe('things to be removed', () => {
  it('are out of sight at once and removed a moment later', async () => {
    const queue = new RemovalQueue()
    const remove = gone()
    queue.add('a', remove)
    expect([...queue.read()]).toEqual(['a'])
    expect(remove).not.toHaveBeenCalled()
    await vi.runAllTimersAsync()
    expect(remove).toHaveBeenCalledOnce()
    expect(queue.read().size).toBe(0)
  })

  it('come back untouched when that is undone', async () => {
    const queue = new RemovalQueue()
    const remove = gone()
    const heard = vi.fn()
    queue.subscribe(heard)
    queue.add('a', remove)
    queue.undo('a')
    queue.undo('unknown')
    await vi.runAllTimersAsync()
    expect(remove).not.toHaveBeenCalled()
    expect(queue.read().size).toBe(0)
    expect(heard).toHaveBeenCalledTimes(2)
  })

  it('are removed when the page is left', () => {
    const queue = new RemovalQueue()
    const remove = gone()
    queue.add('a', remove)
    globalThis.dispatchEvent(new Event('pagehide'))
    expect(remove).toHaveBeenCalledOnce()
  })

  it('come back when they could not be removed', async () => {
    const queue = new RemovalQueue()
    queue.add('a', () => Promise.resolve())
    await vi.runAllTimersAsync()
    expect(queue.read().has('a')).toBe(false)
  })
})
