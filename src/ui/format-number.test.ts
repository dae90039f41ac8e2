import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatInterval,
  formatMoment,
  formatNumber,
  formatPercent,
} from './format-number.ts'

describe('numbers', () => {
  it.each([
    [0.4237, '0.42 ms'],
    [12.345, '12.3 ms'],
    [1234.4, '1,234 ms'],
    [12_345, '12.3 s'],
    [101_600, '1 min 42 s'],
  ])('writes %s ms as %s', (value, text) => expect(formatDuration(value, 'en')).toBe(text))

  it('keeps three significant figures and separates thousands', () => {
    expect(formatNumber(0.123456, 'en')).toBe('0.123')
    expect(formatNumber(1234567, 'en')).toBe('1,234,567')
    expect(formatPercent(0.4567, 'en')).toBe('45.7 %')
    expect(formatPercent(0.4567, 'zh-CN')).toBe('45.7%')
    expect(formatPercent(0.0000121, 'en')).toBe('< 0.1 %')
    expect(formatPercent(0.0000121, 'zh-CN')).toBe('< 0.1%')
    expect(formatPercent(0.001, 'en')).toBe('0.1 %')
    expect(formatPercent(0, 'en')).toBe('0 %')
    expect(formatInterval(0.612, 0.57, 0.651, 'en')).toBe('0.61 [0.57, 0.65]')
    expect(formatBytes(12_345, 'en')).toBe('12.3 kB')
  })

  it('shows a dash for what is no number', () => {
    expect(formatNumber(Number.NaN, 'en')).toBe('–')
    expect(formatDuration(Number.POSITIVE_INFINITY, 'en')).toBe('–')
  })
})

it('counts 24 hours in both languages', () => {
  const evening = '2026-03-04T17:05:00'
  const now = new Date('2026-03-05T09:00:00')
  expect(formatMoment(evening, 'en', { now })).toBe('4 Mar 2026, 17:05')
  expect(formatMoment(evening, 'zh-CN', { now })).toContain('17:05')
  const sameDay = { now: new Date('2026-03-04T18:00:00') }
  expect(formatMoment(evening, 'en', sameDay)).toBe('17:05:00')
  expect(formatMoment(evening, 'en', { ...sameDay, isToMinute: true })).toBe('17:05')
})
