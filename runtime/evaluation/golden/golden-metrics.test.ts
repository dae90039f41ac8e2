import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerTokens, scoreAnswer } from '../../core/answers/answer-match.ts'
import { scoreByCmrc } from '../metrics/cmrc.ts'
import { reciprocalRank } from '../metrics/mrr.ts'
import { ndcgAtK } from '../metrics/ndcg-at-k.ts'
import { recallAtK } from '../metrics/recall-at-k.ts'
import { rougeL } from '../metrics/rouge-l.ts'

const answers = { answer: z.string(), accepted: z.array(z.string()).min(1) }
const scored = z.array(z.object({ ...answers, em: z.number(), f1: z.number() })).min(50)
const rouge = z.array(z.object({ ...answers, f: z.number() })).min(50)
const golden = z
  .object({
    squad: scored,
    cmrc: scored,
    rougeL: rouge,
    rougeLChinese: rouge,
    rankings: z
      .array(
        z.object({
          found: z.array(z.string()),
          relevant: z.array(z.string()),
          ndcg10: z.number(),
          recall5: z.number(),
          recall10: z.number(),
          mrr: z.number(),
        }),
      )
      .min(50),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'metrics.json'), 'utf8')))

/** Every case that is further than rounding from the golden value, so that a failure names it. */
function differing<Case>(cases: readonly Case[], measure: (one: Case) => readonly [number, number][]) {
  return cases.filter((one) => measure(one).some(([mine, theirs]) => !(Math.abs(mine - theirs) < 1e-12)))
}

describe('metrics agree with', () => {
  it('the script of SQuAD', () => {
    const off = differing(golden.squad, ({ answer, accepted, em, f1 }) => {
      const mine = scoreAnswer(answer, accepted, 'en')
      return [
        [mine.em, em],
        [mine.f1, f1],
      ]
    })
    expect(off.map((one) => [one, answerTokens(one.answer, 'en')])).toEqual([])
  })

  it('the script of CMRC 2018', () => {
    const off = differing(golden.cmrc, ({ answer, accepted, em, f1 }) => {
      const mine = scoreByCmrc(answer, accepted)
      return [
        [mine.em, em],
        [mine.f1, f1],
      ]
    })
    expect(off).toEqual([])
  })

  it('rouge-score, by word and by Chinese character', () => {
    expect(differing(golden.rougeL, ({ answer, accepted, f }) => [[rougeL(answer, accepted), f]])).toEqual([])
    expect(
      differing(golden.rougeLChinese, ({ answer, accepted, f }) => [[rougeL(answer, accepted), f]]),
    ).toEqual([])
  })

  it('pytrec_eval', () => {
    const off = differing(golden.rankings, ({ found, relevant, ...theirs }) => [
      [ndcgAtK(found, relevant, 10), theirs.ndcg10],
      [recallAtK(found, relevant, 5), theirs.recall5],
      [recallAtK(found, relevant, 10), theirs.recall10],
      [reciprocalRank(found, relevant), theirs.mrr],
    ])
    expect(off).toEqual([])
  })
})
