/** `reader eval`: EM and F1 on the gold passage, out-of-fold by article or with given weights. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parsePeft } from '../../adapters/peft.ts'
import { failure } from '../../core/errors/failure.ts'
import type { Language } from '../../core/values.ts'
import { scoreAnswer } from '../../reader/answer-match.ts'
import { selectBest } from '../../reader/answer-question.ts'
import { findCandidates } from '../../reader/candidates.ts'
import { readQuestion } from '../../reader/question.ts'
import type { ReaderWeights } from '../../reader/reader-weights.ts'
import { parseReaderWeights } from '../../reader/reader-weights.ts'
import { rarityOf } from '../../reader/rarity.ts'
import { createPassageReader } from '../../reader/read-passages.ts'
import { mergeAdapter } from '../../reader/scorer.ts'
import { loadShippedWeights } from '../../reader/shipped-weights.node.ts'
import { trainReader } from '../../reader/train-reader.ts'
import type { LabelledExample } from '../../reader/training-examples.ts'
import { computePercentile } from '../percentile.ts'
import { loadQuestions } from './load-questions.ts'

export interface EvaluateReaderRequest {
  readonly data: string
  readonly language: Language
  readonly weights?: string
  readonly adapter?: string
  readonly folds?: number
}

interface Scored {
  readonly type: string
  readonly em: number
  readonly f1: number
  readonly ms: number
}

export interface ReaderEvaluation {
  readonly n: number
  readonly em: number
  readonly f1: number
  readonly perType: Readonly<Record<string, { n: number; em: number; f1: number }>>
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number }
}

/** @throws TRAINED_ON_THIS when the weights have seen the questions and no folds are asked for */
export async function evaluateReader(
  request: EvaluateReaderRequest,
  onProgress: (share: number, phase: string) => void,
): Promise<ReaderEvaluation> {
  const { data, language, folds } = request
  const { examples, articles } = await loadQuestions(data)
  const answerable = [...examples.keys()].filter((i) => (examples[i]?.answers.length ?? 0) > 0)
  if (folds === undefined) {
    const weights = await loadWeights(request)
    const dataset = basename(data)
    if (weights.trainedOn.includes(dataset)) throw failure('TRAINED_ON_THIS', { dataset })
    const scorer = await loadScorer(weights, request.adapter)
    return summarise(answerable.map((i) => scoreExample(weights, scorer, examples[i])))
  }
  const names = [...new Set(articles)].sort()
  const scored: Scored[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const isHeld = (i: number) => names.indexOf(articles[i] ?? '') % folds === fold
    const training = answerable.filter((i) => !isHeld(i)).flatMap((i) => examples[i] ?? [])
    const weights = await trainReader(training, {
      name: 'fold',
      language,
      trainedOn: [basename(data)],
      onProgress: (share) => onProgress((fold + share) / folds, `fold ${fold + 1} of ${folds}`),
    })
    scored.push(...answerable.filter(isHeld).map((i) => scoreExample(weights, weights.scorer, examples[i])))
  }
  return summarise(scored)
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

function scoreExample(
  weights: ReaderWeights,
  scorer: Float32Array,
  example: LabelledExample | undefined,
): Scored {
  if (example === undefined) return { type: 'other', em: 0, f1: 0, ms: 0 }
  const rarity = rarityOf(weights)
  const read = createPassageReader(weights.language, rarity)
  const startedMs = performance.now()
  const question = readQuestion(example.question, weights.language)
  const lists = findCandidates(question, example.passages.map(read), rarity, weights.language)
  const { best } = selectBest(scorer, question, lists)
  const ms = performance.now() - startedMs
  const text = best?.text ?? ''
  return { type: question.type, ms, ...scoreAnswer(text, example.answers, weights.language) }
}

function summarise(scored: readonly Scored[]): ReaderEvaluation {
  const mean = (rows: readonly Scored[], of: (row: Scored) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0) / Math.max(1, rows.length)
  const times = scored.map(({ ms }) => ms)
  const at = (share: number) => computePercentile(times, share)
  const types = [...new Set(scored.map(({ type }) => type))].sort()
  return {
    n: scored.length,
    em: mean(scored, ({ em }) => em),
    f1: mean(scored, ({ f1 }) => f1),
    perType: Object.fromEntries(
      types.map((type) => {
        const rows = scored.filter((row) => row.type === type)
        return [type, { n: rows.length, em: mean(rows, ({ em }) => em), f1: mean(rows, ({ f1 }) => f1) }]
      }),
    ),
    latencyMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
  }
}
