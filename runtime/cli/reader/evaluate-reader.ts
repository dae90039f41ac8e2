/** `reader eval`: how often the reader quotes right, out-of-fold by article or with given weights. */
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parsePeft } from '../../adapters/peft.ts'
import { failure } from '../../core/errors/failure.ts'
import type { Language } from '../../core/values.ts'
import type { AnswerScores } from '../../core/answers/answer-match.ts'
import { scoreAnswer } from '../../core/answers/answer-match.ts'
import { answerProbability, selectBest } from '../../reader/answer-question.ts'
import { findCandidates } from '../../reader/candidates.ts'
import { scoreByCmrc } from '../../evaluation/metrics/cmrc.ts'
import { readQuestion } from '../../reader/question.ts'
import type { QuestionType } from '../../reader/question.ts'
import { rarityOf } from '../../reader/rarity.ts'
import { createPassageReader } from '../../reader/read-passages.ts'
import type { ReaderWeights } from '../../reader/reader-weights.ts'
import { parseReaderWeights } from '../../reader/reader-weights.ts'
import { mergeAdapter } from '../../reader/scorer.ts'
import { loadShippedWeights } from '../../reader/shipped-weights.node.ts'
import type { TrainReaderOptions } from '../../reader/train-reader.ts'
import { trainReader } from '../../reader/train-reader.ts'
import type { LabelledExample } from '../../reader/training-examples.ts'
import { computePercentile } from '../percentile.ts'
import type { ArticleQuestion, QuestionSet } from './load-questions.ts'
import { loadQuestions, retrievePassages } from './load-questions.ts'
import { mixQuestions } from './train-reader-file.ts'

export interface EvaluateReaderRequest {
  readonly data: string
  readonly language: Language
  readonly weights?: string
  readonly adapter?: string
  readonly folds?: number
  /** Reads the five passages that a search of the whole collection finds, in place of the question's own. */
  readonly retrieved?: boolean
}

/** One question answered. */
export interface ScoredQuestion extends AnswerScores {
  readonly id: string
  readonly article: string
  readonly type: QuestionType
  readonly isAnswerable: boolean
  /** Calibrated probability that the quote is right. */
  readonly confidence: number
  readonly ms: number
}

export interface ReaderEvaluation {
  readonly n: number
  readonly em: number
  readonly f1: number
  readonly perType: Readonly<Record<string, { n: number; em: number; f1: number }>>
  /** Reading one question over its passages, their spans being described already. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number }
}

const readPassages = 5

/** @throws TRAINED_ON_THIS when the weights have seen the questions and no folds are asked for */
export async function evaluateReader(
  request: EvaluateReaderRequest,
  onProgress: (share: number | null, phase: string) => void,
): Promise<ReaderEvaluation> {
  const { data, language, folds, retrieved = false } = request
  const set = await loadQuestions(data)
  const asked = await chooseQuestions(set, retrieved)
  if (folds === undefined) {
    const weights = await loadWeights(request)
    const dataset = basename(resolve(data))
    if (weights.trainedOn.includes(dataset)) throw failure('TRAINED_ON_THIS', { dataset })
    const scorer = await loadScorer(weights, request.adapter)
    return summariseQuestions(scoreQuestions(weights, scorer, asked))
  }
  const training = retrieved ? mixQuestions(set.questions, asked) : asked
  const parts = await trainFolds(training, asked, { language, folds, calibrationFolds: 0 }, onProgress)
  return summariseQuestions(
    parts.flatMap(({ weights, held }) => scoreQuestions(weights, weights.scorer, held)),
  )
}

/** The questions that have an answer, as they are asked. */
export async function chooseQuestions(
  set: QuestionSet,
  retrieved: boolean,
): Promise<readonly ArticleQuestion[]> {
  const questions = set.questions.filter(({ answers }) => answers.length > 0)
  return retrieved ? retrievePassages({ ...set, questions }, readPassages) : questions
}

export interface Fold {
  /** Trained on the questions of all other articles. */
  readonly weights: ReaderWeights
  readonly held: readonly ArticleQuestion[]
}

/** Articles are dealt to the folds in the order of their names. */
export async function trainFolds(
  training: readonly ArticleQuestion[],
  asked: readonly ArticleQuestion[],
  options: { language: Language; folds: number } & Pick<TrainReaderOptions, 'calibrationFolds'>,
  onProgress: (share: number | null, phase: string) => void = () => undefined,
): Promise<Fold[]> {
  const { folds, ...rest } = options
  const names = [...new Set(asked.map(({ article }) => article))].sort()
  const position = new Map(names.map((name, index) => [name, index % folds]))
  const parts: Fold[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const weights = await trainReader(
      training.filter(({ article }) => position.get(article) !== fold),
      {
        ...rest,
        name: `fold-${fold + 1}`,
        trainedOn: [],
        onProgress: (share, phase) =>
          onProgress((fold + share) / folds, `fold ${fold + 1} of ${folds}: ${phase}`),
      },
    )
    parts.push({ weights, held: asked.filter(({ article }) => position.get(article) === fold) })
  }
  return parts
}

async function loadWeights({ weights, language }: EvaluateReaderRequest): Promise<ReaderWeights> {
  return weights === undefined
    ? loadShippedWeights(language)
    : parseReaderWeights(new Uint8Array(await readFile(weights)), weights)
}

async function loadScorer(weights: ReaderWeights, adapter: string | undefined): Promise<Float32Array> {
  if (adapter === undefined) return weights.scorer
  const [config, tensors] = await Promise.all([
    readFile(join(adapter, 'adapter_config.json')),
    readFile(join(adapter, 'adapter_model.safetensors')),
  ])
  return mergeAdapter(
    weights,
    parsePeft({ config: new Uint8Array(config), weights: new Uint8Array(tensors) }),
  )
}

export function scoreQuestions(
  weights: ReaderWeights,
  scorer: Float32Array,
  examples: readonly (LabelledExample & { readonly article?: string })[],
): ScoredQuestion[] {
  const { language } = weights
  const rarity = rarityOf(weights)
  const read = createPassageReader(language, rarity)
  return examples.map((example) => {
    const passages = example.passages.map(read)
    const startedMs = performance.now()
    const question = readQuestion(example.question, language)
    const { best, evidence } = selectBest(
      scorer,
      question,
      findCandidates(question, passages, rarity, language),
    )
    const ms = performance.now() - startedMs
    return {
      id: example.id,
      article: example.article ?? example.id,
      type: question.type,
      isAnswerable: example.answers.length > 0,
      confidence: best === undefined ? 0 : answerProbability(weights.calibration, evidence),
      ms,
      ...scoreText(best?.text ?? '', example.answers, language),
    }
  })
}

/** Chinese by the measure of CMRC 2018, English by that of SQuAD. */
export function scoreText(answer: string, accepted: readonly string[], language: Language): AnswerScores {
  return language === 'zh' ? scoreByCmrc(answer, accepted) : scoreAnswer(answer, accepted, language)
}

export function summariseQuestions(scored: readonly ScoredQuestion[]): ReaderEvaluation {
  const summary = (rows: readonly ScoredQuestion[]) => ({
    n: rows.length,
    em: rows.reduce((sum, { em }) => sum + em, 0) / Math.max(1, rows.length),
    f1: rows.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, rows.length),
  })
  const times = scored.map(({ ms }) => ms)
  const types = [...new Set(scored.map(({ type }) => type))].sort()
  return {
    ...summary(scored),
    perType: Object.fromEntries(
      types.map((type) => [type, summary(scored.filter((row) => row.type === type))]),
    ),
    latencyMs: {
      p50: computePercentile(times, 0.5),
      p95: computePercentile(times, 0.95),
      p99: computePercentile(times, 0.99),
    },
  }
}
