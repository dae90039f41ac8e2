import { afterEach, expect, it, vi } from 'vitest'
import { createTimeOrderedId } from './time-ordered-id.ts'

afterEach(() => void vi.useRealTimers())

it('gives UUIDs of version 7 that count up with time', () => {
  vi.useFakeTimers()
  const ids = Array.from({ length: 50 }, () => {
    vi.advanceTimersByTime(1)
    return createTimeOrderedId()
  })
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(Date.now() - 49)
  expect(new Set(Array.from({ length: 1000 }, createTimeOrderedId)).size).toBe(1000)
})
