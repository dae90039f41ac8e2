import { describe, expect, it } from 'vitest'
import { scoreQuery } from './score-text.ts'

describe('scoreQuery', () => {
  it('puts a whole name before one that only begins with it', () => {
    expect(scoreQuery('template', ['Template'], [])).toBeGreaterThan(
      scoreQuery('template', ['Templates'], []),
    )
    expect(scoreQuery('Adapter  bank', ['Adapter bank'], [])).toBeGreaterThan(
      scoreQuery('adapter bank', ['Adapter bank of the desk'], []),
    )
  })

  it('needs every word', () => {
    expect(scoreQuery('hybrid rocket', ['Hybrid retriever'], [])).toBe(0)
  })
})
