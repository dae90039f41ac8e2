/** `intent eval`: a model file on labelled utterances it was not trained on. */
import type { IntentScores, Prediction } from '../../intent/evaluate-intents.ts'
import { computeAuroc, scoreIntents, shareBelow } from '../../intent/evaluate-intents.ts'
import type { IntentModel } from '../../intent/intent-model.ts'
import { computePercentile } from '../percentile.ts'
import type { SplitUtterances } from './load-utterances.ts'
import { loadUtterances } from './load-utterances.ts'
import { readIntentFile } from './read-intent-file.ts'

export interface EvaluateIntentRequest {
  readonly model: string
  readonly data: string
  /** @default 'test' */
  readonly split?: string
}

export interface IntentEvaluation extends IntentScores {
  /** `name@sha12`. */
  readonly model: string
  /** Texts marked `oos`; null where there are none. */
  readonly oos: {
    readonly n: number
    /** For telling in scope from out of scope by familiarity. */
    readonly auroc: number
    /** Share below the threshold that accepts 95 % of the model's out-of-fold in-scope texts. */
    readonly recallAt95: number
  } | null
  /** Time of one prediction, the model being warm. */
  readonly latencyUs: { readonly p50: number; readonly p99: number }
  /** Intents of the data that the model does not know; their utterances count as wrong. */
  readonly unknownIntents: readonly string[]
}

/** Predictions before the clock counts: the compiler has seen the code by then. */
const warmUpPredictions = 200

/** @throws as `readIntentFile` and `loadUtterances` */
export async function evaluateIntentFile(request: EvaluateIntentRequest): Promise<IntentEvaluation> {
  const { data, split = 'test' } = request
  const model = await readIntentFile(request.model)
  return evaluateIntentModel(model, await loadUtterances(data, split))
}

export function evaluateIntentModel(
  model: IntentModel,
  { inScope, outOfScope }: SplitUtterances,
): IntentEvaluation {
  const known = new Set(model.labels)
  const unknownIntents = [...new Set(inScope.map(({ intent }) => intent))]
    .filter((name) => !known.has(name))
    .sort()
  const labels = [...model.labels, ...unknownIntents]
  const position = new Map(labels.map((label, index) => [label, index]))
  for (const { text } of inScope.slice(0, warmUpPredictions)) model.predict(text)
  const timesUs: number[] = []
  const predictions = inScope.map(({ text, intent }): Prediction => {
    const startedMs = performance.now()
    const { label, confidence } = model.predict(text)
    timesUs.push((performance.now() - startedMs) * 1000)
    const actual = position.get(intent) ?? 0
    return {
      actual,
      predicted: position.get(label ?? '') ?? 0,
      confidence,
      actualProbability: model.distribution(text)[actual] ?? 0,
    }
  })
  return {
    model: model.version,
    ...scoreIntents(predictions, labels),
    oos: scoreOutOfScope(model, inScope, outOfScope),
    latencyUs: { p50: computePercentile(timesUs, 0.5), p99: computePercentile(timesUs, 0.99) },
    unknownIntents,
  }
}

function scoreOutOfScope(
  model: IntentModel,
  inScope: SplitUtterances['inScope'],
  outOfScope: readonly string[],
): IntentEvaluation['oos'] {
  if (outOfScope.length === 0) return null
  const familiarities = outOfScope.map((text) => model.judge(text).familiarity)
  return {
    n: outOfScope.length,
    auroc: computeAuroc(
      inScope.map(({ text }) => model.judge(text).familiarity),
      familiarities,
    ),
    recallAt95: shareBelow(familiarities, model.parts.scope.outOfScopeBelow),
  }
}
