import { describe, expect, it } from 'vitest'
import { scoreByCmrc, segmentForCmrc } from './cmrc.ts'

describe('the measure of CMRC 2018', () => {
  it('takes Chinese characters and other words as segments and drops the listed marks', () => {
    expect(segmentForCmrc('《Jane Eyre》 1847年，伦敦')).toEqual(['jane', 'eyre', '1847', '年', '伦', '敦'])
  })

  it('takes F1 over the longest common run, not over the bag', () => {
    // The bag of both is the same; the longest run is two of four.
    expect(scoreByCmrc('甲乙丙丁', ['丙丁甲乙'])).toEqual({ em: 0, f1: 0.5 })
    expect(scoreByCmrc('1994年5月', ['1994年'])).toEqual({ em: 0, f1: (2 * 2) / (4 + 2) })
    expect(scoreByCmrc('《传说集》', ['传说集'])).toEqual({ em: 1, f1: 1 })
    expect(scoreByCmrc('', ['传说集'])).toEqual({ em: 0, f1: 0 })
  })
})
