import { describe, expect, it } from 'vitest'
import { answerTokens, scoreAnswer, tokenF1 } from './answer-match.ts'

describe('answers are compared as the script of SQuAD does', () => {
  it('without case, punctuation and articles', () => {
    expect(answerTokens('The "Big Four", an Alliance.', 'en')).toEqual(['big', 'four', 'alliance'])
    expect(scoreAnswer('the Denver Broncos', ['Denver Broncos!'], 'en')).toEqual({ em: 1, f1: 1 })
  })

  it('by the bag of words: each word counts as often as both hold it', () => {
    expect(tokenF1(['a', 'a', 'b'], ['a', 'b', 'c'])).toBeCloseTo(2 / 3, 12)
    expect(tokenF1(['x'], ['y'])).toBe(0)
    expect(tokenF1([], [])).toBe(1)
  })

  it('against the best of several accepted answers', () => {
    const { em, f1 } = scoreAnswer('60% of the fare', ['60%', '60% of what you paid'], 'en')
    expect(em).toBe(0)
    expect(f1).toBeCloseTo(0.5, 12)
  })

  it('Chinese character by character', () => {
    expect(scoreAnswer('票价的60%', ['票价的60%。'], 'zh').em).toBe(1)
    expect(scoreAnswer('北京南站', ['北京站'], 'zh').f1).toBeCloseTo(6 / 7, 12)
  })
})
