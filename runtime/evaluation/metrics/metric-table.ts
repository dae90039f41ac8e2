/** Every metric of quality by its name, in the order of the tables, and the score of one request in all of them. */
import type { ErrorCode } from '../../core/errors/catalogue.ts'
import type { Expected } from '../../core/wire/runs.ts'
import { answerF1 } from './answer-f1.ts'
import { cmrcExactMatch, cmrcF1 } from './cmrc.ts'
import { containment } from './containment.ts'
import { exactMatch } from './exact-match.ts'
import { languageOfAnswers } from './language-of-answers.ts'
import { reciprocalRank } from './mrr.ts'
import { ndcgAtK } from './ndcg-at-k.ts'
import { recallAtK } from './recall-at-k.ts'
import { rougeL } from './rouge-l.ts'
import { routeAccuracy } from './route-accuracy.ts'

/** What one request gave, beside what was right. A part that the pipeline did not give is undefined. */
export interface Sample {
  readonly expected: Expected
  /** The empty text when it declined; undefined when the output is neither a text nor an answer. */
  readonly answer: string | undefined
  /** What the classifier said; null for out of scope. */
  readonly intent: string | null | undefined
  /** Ids of the documents that the last step before the answer handed on, best first. */
  readonly documents: readonly string[] | undefined
}

/** Why a labelled row has no score: codes of the error catalogue, whose parameter is `metric`. */
export type ScoreFault = Extract<
  ErrorCode,
  | 'METRIC_NO_TEXT'
  | 'METRIC_NO_INTENT'
  | 'METRIC_NO_DOCUMENTS'
  | 'METRIC_NOTHING_RELEVANT'
  | 'METRIC_NOT_A_NUMBER'
>

export interface Metric {
  readonly name: string
  /** The label that a row must carry. */
  readonly needs: 'answers' | 'documentIds' | 'intent'
  /** True where a single request scores 0 or 1. */
  readonly isBinary: boolean
  /** 0 to 1, higher is better; why there is no number; or undefined where the row has nothing for this metric. */
  readonly score: (sample: Sample) => number | ScoreFault | undefined
}

type AnswerScore = (answer: string, accepted: readonly string[]) => number
type RankingScore = (found: readonly string[], relevant: readonly string[]) => number

function answerMetric(
  name: string,
  isBinary: boolean,
  score: AnswerScore,
  appliesTo: (accepted: readonly string[]) => boolean = () => true,
): Metric {
  return {
    name,
    needs: 'answers',
    isBinary,
    score: ({ expected: { answers }, answer }) => {
      if (answers === undefined || !appliesTo(answers)) return undefined
      return answer === undefined ? 'METRIC_NO_TEXT' : score(answer, answers)
    },
  }
}

function rankingMetric(name: string, score: RankingScore): Metric {
  return {
    name,
    needs: 'documentIds',
    isBinary: false,
    score: ({ expected: { documentIds }, documents }) => {
      if (documentIds === undefined) return undefined
      if (documentIds.length === 0) return 'METRIC_NOTHING_RELEVANT'
      return documents === undefined ? 'METRIC_NO_DOCUMENTS' : score(documents, documentIds)
    },
  }
}

const intentMetric: Metric = {
  name: 'intent',
  needs: 'intent',
  isBinary: true,
  score: ({ expected, intent }) => {
    if (expected.intent === undefined) return undefined
    return intent === undefined ? 'METRIC_NO_INTENT' : routeAccuracy(intent, expected.intent)
  },
}

const isChinese = (accepted: readonly string[]): boolean => languageOfAnswers(accepted) === 'zh'

/**
 * `cmrcEm` and `cmrcF1` are for Chinese rows only; `recall` is over everything that was handed on; `intent` is route accuracy.
 */
export const metricTable: readonly Metric[] = [
  answerMetric('em', true, exactMatch),
  answerMetric('f1', false, answerF1),
  answerMetric('cmrcEm', true, cmrcExactMatch, isChinese),
  answerMetric('cmrcF1', false, cmrcF1, isChinese),
  answerMetric('rougeL', false, rougeL),
  answerMetric('containment', true, containment),
  rankingMetric('ndcg10', (found, relevant) => ndcgAtK(found, relevant, 10)),
  rankingMetric('recall5', (found, relevant) => recallAtK(found, relevant, 5)),
  rankingMetric('recall10', (found, relevant) => recallAtK(found, relevant, 10)),
  rankingMetric('recall', (found, relevant) => recallAtK(found, relevant, Number.POSITIVE_INFINITY)),
  rankingMetric('mrr', reciprocalRank),
  intentMetric,
]

export interface SampleScores {
  /** By metric, 0 to 1, or null where it gave no number; a metric whose label the row lacks is missing. */
  readonly scores: Readonly<Record<string, number | null>>
  /** Why, for each null. */
  readonly faults: Readonly<Record<string, ScoreFault>>
}

/** Scores one request in every metric that its labels allow; what is not a number becomes null with its reason. */
export function scoreSample(sample: Sample, metrics: readonly Metric[] = metricTable): SampleScores {
  const scores: Record<string, number | null> = {}
  const faults: Record<string, ScoreFault> = {}
  for (const { name, score } of metrics) {
    const value = score(sample)
    if (value === undefined) continue
    if (typeof value === 'number' && Number.isFinite(value)) scores[name] = value
    else {
      scores[name] = null
      faults[name] = typeof value === 'number' ? 'METRIC_NOT_A_NUMBER' : value
    }
  }
  return { scores, faults }
}
