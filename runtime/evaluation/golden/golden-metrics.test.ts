import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerTokens, scoreAnswer } from '../../core/answers/answer-match.ts'
import { abstention } from '../metrics/abstention.ts'
import { answerF1 } from '../metrics/answer-f1.ts'
import { scoreByCmrc } from '../metrics/cmrc.ts'
import { containment } from '../metrics/containment.ts'
import { coverage } from '../metrics/coverage.ts'
import { exactMatch } from '../metrics/exact-match.ts'
import type { LatencyParts } from '../metrics/latency-parts.ts'
import { meanLatencyParts } from '../metrics/latency-parts.ts'
import { reciprocalRank } from '../metrics/mrr.ts'
import { ndcgAtK } from '../metrics/ndcg-at-k.ts'
import { recallAtK } from '../metrics/recall-at-k.ts'
import { bestArm, regret } from '../metrics/regret.ts'
import { rougeL } from '../metrics/rouge-l.ts'
import { routeAccuracy } from '../metrics/route-accuracy.ts'

const answers = { answer: z.string(), accepted: z.array(z.string()).min(1) }
const scores = { em: z.number(), f1: z.number() }
const scored = z.array(z.object({ ...answers, ...scores })).min(50)
const share = z.number().nullable()
const parts = { node: z.number(), queue: z.number(), engine: z.number(), load: z.number() }
const rouge = z.array(z.object({ ...answers, f: z.number() })).min(50)
const golden = z
  .object({
    squad: z
      .array(
        z.object({
          answer: z.string(),
          accepted: z.array(z.string()),
          ...scores,
          former: z.object(scores).optional(),
        }),
      )
      .min(50),
    cmrc: scored,
    rougeL: rouge,
    rougeLChinese: rouge,
    containment: z.array(z.object({ ...answers, contains: z.number() })).min(50),
    routing: z
      .array(
        z.object({
          figures: z.object({
            routeAccuracy: z.number(),
            coverage: z.number(),
            abstention: share,
            parts: z.object(parts),
            regret: share,
          }),
          requests: z.array(
            z.object({
              expected: z.string(),
              intent: z.string(),
              outcome: z.string(),
              abstained: z.boolean().nullable(),
              ...parts,
              arms: z.array(share),
              reached: share,
              regret: share,
            }),
          ),
        }),
      )
      .min(3),
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
  it('the script of SQuAD 2.0', () => {
    const off = differing(golden.squad, ({ answer, accepted, em, f1 }) => {
      const mine = scoreAnswer(answer, accepted, 'en')
      return [
        [mine.em, em],
        [mine.f1, f1],
      ]
    })
    expect(off.map((one) => [one, answerTokens(one.answer, 'en')])).toEqual([])
    const asMetrics = differing(golden.squad, ({ answer, accepted, em, f1 }) => [
      [exactMatch(answer, accepted), em],
      [answerF1(answer, accepted), f1],
    ])
    expect(asMetrics).toEqual([])
  })

  it('that of SQuAD 1.1 but where answer and an accepted one are without words', () => {
    const isWordless = (text: string) => answerTokens(text, 'en').length === 0
    const off = differing(golden.squad, ({ answer, accepted, former }) => {
      const mine = scoreAnswer(answer, accepted, 'en')
      return former === undefined
        ? []
        : [
            [mine.em, former.em],
            [mine.f1, former.f1],
          ]
    })
    // Both scripts' values stand side by side: 1.1 calls them an exact match of F1 0.
    expect(off.map(({ answer, accepted, em, f1, former }) => ({ answer, accepted, em, f1, former }))).toEqual(
      [
        { answer: 'the the the', accepted: ['the'], em: 1, f1: 1, former: { em: 1, f1: 0 } },
        { answer: '!!!', accepted: ['anything', '?'], em: 0, f1: 0, former: { em: 1, f1: 0 } },
        { answer: 'the', accepted: ['a'], em: 1, f1: 1, former: { em: 1, f1: 0 } },
        { answer: '?', accepted: ['the', '!'], em: 1, f1: 1, former: { em: 1, f1: 0 } },
        { answer: '', accepted: ['?', 'word'], em: 0, f1: 0, former: { em: 1, f1: 0 } },
      ],
    )
    expect(off.every(({ answer, accepted }) => isWordless(answer) && accepted.some(isWordless))).toBe(true)
  })

  it("containment by SQuAD's words, and by hand in Chinese", () => {
    expect(
      differing(golden.containment, ({ answer, accepted, contains }) => [
        [containment(answer, accepted), contains],
      ]),
    ).toEqual([])
  })

  it('scikit-learn, pandas and NumPy in what became of requests', () => {
    const orNaN = (value: number | null) => value ?? NaN
    const meanOf = (values: readonly number[]) => {
      const numbers = values.filter((value) => !Number.isNaN(value))
      return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length
    }
    const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 12))
    for (const { requests, figures } of golden.routing) {
      const column = (part: keyof LatencyParts) => requests.map((request) => request[part])
      const lost = requests.map(({ arms, reached }) => {
        const best = bestArm(arms.map(orNaN))
        return regret(orNaN(reached), best === undefined ? NaN : orNaN(arms[best] ?? null))
      })
      expect(lost).toEqual(requests.map((request) => (request.regret === null ? NaN : request.regret)))
      expect({
        routeAccuracy: meanOf(requests.map(({ intent, expected }) => routeAccuracy(intent, expected))),
        coverage: meanOf(requests.map(({ outcome }) => coverage(outcome))),
        abstention: meanOf(requests.map(({ abstained }) => abstention(abstained))),
        regret: meanOf(lost),
      }).toEqual({
        routeAccuracy: near(figures.routeAccuracy),
        coverage: near(figures.coverage),
        abstention: near(figures.abstention),
        regret: near(figures.regret),
      })
      const columns = {
        node: column('node'),
        queue: column('queue'),
        engine: column('engine'),
        load: column('load'),
      }
      const { node, queue, engine, load } = figures.parts
      expect(meanLatencyParts(columns, [...requests.keys()])).toEqual({
        node: near(node),
        queue: near(queue),
        engine: near(engine),
        load: near(load),
      })
    }
    expect(meanLatencyParts({ node: [], queue: [], engine: [], load: [] }, [])).toBeNull()
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
