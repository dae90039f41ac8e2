/** Trains an intent model from stored utterances and writes its report. */
import type { OpenIntentModel } from '../core/services/intents.ts'
import type { JobHandle } from '../core/services/jobs.ts'
import type { Language } from '../core/values.ts'
import type { IntentReport, Utterance } from '../core/wire/intents.ts'
import { computeAuroc, scoreIntents, shareBelow, thresholdCurve } from '../intent/evaluate-intents.ts'
import { loadIntentModel, parseIntentModel, serialiseIntentModel } from '../intent/model-file.ts'
import type { TrainedIntents } from '../intent/train-intent-model.ts'
import { outOfScopeLabel, trainIntentModel } from '../intent/train-intent-model.ts'

export interface TrainedModel {
  readonly bytes: Uint8Array
  /** `name@sha12`. */
  readonly model: string
  readonly report: IntentReport
}

export async function trainAndReport(
  name: string,
  utterances: readonly Utterance[],
  options: { readonly language: Language; readonly seed: number; readonly handle: JobHandle },
): Promise<TrainedModel> {
  const { handle, seed } = options
  const trained = await trainIntentModel(utterances, {
    seed,
    signal: handle.signal,
    onProgress: (share, phase) => handle.report(share, phase),
  })
  const bytes = serialiseIntentModel(trained.parts)
  const outOfScope = utterances.filter(({ intent }) => intent === outOfScopeLabel).map(({ text }) => text)
  const model = parseIntentModel(bytes, name)
  return {
    bytes,
    model: model.version,
    report: reportOf(
      trained,
      outOfScope.map((text) => model.judge(text).familiarity),
    ),
  }
}

/** @param onProgress hears the share that is read, 0 to 1 */
export async function readIntentModel(
  name: string,
  bytes: Uint8Array,
  onProgress: (share: number) => void,
): Promise<OpenIntentModel> {
  const model = await loadIntentModel(bytes, name, `Intent model "${name}"`, onProgress)
  return { version: model.version, labels: model.labels, predict: (text) => model.predict(text) }
}

function reportOf({ parts, outOfFold }: TrainedIntents, outOfScope: readonly number[]): IntentReport {
  const { n, accuracy, macroF1, ece, logLoss, perIntent, confusions } = scoreIntents(outOfFold, parts.labels)
  return {
    n,
    folds: parts.calibration.folds,
    accuracy,
    macroF1,
    ece,
    logLoss,
    temperature: parts.calibration.temperatures.ensemble,
    oos:
      outOfScope.length === 0
        ? null
        : {
            n: outOfScope.length,
            auroc: computeAuroc(
              outOfFold.map(({ familiarity }) => familiarity),
              outOfScope,
            ),
            recallAt95: shareBelow(outOfScope, parts.scope.outOfScopeBelow),
          },
    perIntent: [...perIntent],
    confusions: confusions.slice(0, 100),
    thresholds: thresholdCurve(outOfFold),
  }
}
