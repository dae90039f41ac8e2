import { describe, expect, it } from 'vitest'
import { answerF1 } from './answer-f1.ts'
import { exactMatch } from './exact-match.ts'
import { recallAtK } from './recall-at-k.ts'
import { routeAccuracy } from './route-accuracy.ts'

describe('exact match', () => {
  it.each([
    ['The Denver Broncos!', ['denver broncos'], 1],
    ['Denver', ['denver broncos', 'Denver.'], 1],
    ['Denver', ['denver broncos'], 0],
    ['票价的60%。', ['票价的60%'], 1],
    ['', [], 1],
    ['Denver', [], 0],
    ['', ['Denver'], 0],
  ])('of %j against %j is %d', (answer, accepted, expected) => {
    expect(exactMatch(answer, accepted)).toBe(expected)
  })
})

describe('F1', () => {
  it.each([
    // Two of two words, two of three: 2 · 1 · 2/3 / (1 + 2/3).
    ['Denver Broncos', ['the old Denver Broncos'], 0.8],
    ['60% of the fare', ['60%', '60% of what you paid'], 0.5],
    // Three of four characters, three of three.
    ['北京南站', ['北京站'], 6 / 7],
    ['', [], 1],
    ['Denver', [], 0],
  ])('of %j against %j is %d', (answer, accepted, expected) => {
    expect(answerF1(answer, accepted)).toBeCloseTo(expected, 12)
  })
})

it('an intent matches itself, and out of scope only out of scope', () => {
  expect([routeAccuracy('refund', 'refund'), routeAccuracy('refund', 'delay')]).toEqual([1, 0])
  expect([routeAccuracy(null, null), routeAccuracy('refund', null)]).toEqual([1, 0])
})

describe('recall at k', () => {
  it.each([
    [['a', 'b', 'c'], ['b', 'd'], 3, 0.5],
    [['a', 'b', 'c'], ['c'], 2, 0],
    [['a', 'a', 'b'], ['a', 'a', 'b'], 3, 1],
    [[], ['a'], 5, 0],
  ])('of %j against %j at %d', (found, relevant, k, expected) => {
    expect(recallAtK(found, relevant, k)).toBe(expected)
  })
})
