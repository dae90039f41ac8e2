/** The file of an intent model: labels, dictionary, weights in eight bits, calibration. */
import { z } from 'zod'
import type { CheckedFileFault } from '../core/checked-file.ts'
import { checkFile, hashCheckedFile, writeCheckedFile } from '../core/checked-file.ts'
import { failure } from '../core/errors/failure.ts'
import { finishSteps, paceSteps } from '../core/pacer.ts'
import type { IntentModelParts } from './intent-model.ts'
import { IntentModel } from './intent-model.ts'

export const intentFileVersion = 1
const magic = 'SGNLBOXM'

const scaleSchema = z.object({ mean: z.number(), deviation: z.number().positive() })

const headSchema = z.object({
  labels: z.array(z.string()).min(2),
  /** Features of the two blocks. */
  columns: z.tuple([z.int().min(0), z.int().min(0)]),
  /** Texts that the dictionary was fitted on. */
  texts: z.int().min(1),
  scope: z.object({ score: scaleSchema, known: scaleSchema, outOfScopeBelow: z.number() }),
  calibration: z.object({
    n: z.int(),
    folds: z.int(),
    temperatures: z.object({ svm: z.number(), logistic: z.number(), ensemble: z.number() }),
    ece: z.number(),
    eceInterval: z.tuple([z.number(), z.number()]),
  }),
})

/** The same model gives the same bytes. */
export function serialiseIntentModel(parts: IntentModelParts): Uint8Array {
  const [words, characters] = parts.dictionary.columns
  const head: z.infer<typeof headSchema> = {
    labels: [...parts.labels],
    columns: [words.size, characters.size],
    texts: parts.dictionary.texts,
    scope: parts.scope,
    calibration: { ...parts.calibration, eceInterval: [...parts.calibration.eceInterval] },
  }
  // Columns are numbered in the order of the maps, so the keys alone are enough.
  const hashes = Uint32Array.from([...words.keys(), ...characters.keys()])
  const { scales, quantised } = parts.weights
  return writeCheckedFile(magic, intentFileVersion, head, [hashes, parts.dictionary.idf, scales, quantised])
}

/** The name of a model: `name@sha12`, which changes with every byte of its file. */
export function intentModelVersion(name: string, file: Uint8Array): string {
  return `${name}@${hashCheckedFile(file).slice(0, 12)}`
}

/**
 * Reads a model file. The arrays are views of the bytes, which must not be changed afterwards.
 *
 * @throws INTENT_MODEL_DAMAGED, or INTENT_MODEL_NEWER
 */
export function parseIntentModel(file: Uint8Array, name: string, source = 'The model'): IntentModel {
  return finishSteps(readModel(file, name, source))
}

/**
 * As {@link parseIntentModel}, giving way to the event loop in between.
 *
 * @param onProgress hears the share that is read, 0 to 1
 */
export function loadIntentModel(
  file: Uint8Array,
  name: string,
  source: string,
  onProgress: (share: number) => void,
): Promise<IntentModel> {
  return paceSteps(readModel(file, name, source), onProgress)
}

/** Features that are read into the dictionary in one step. */
const stepFeatures = 20_000
/** Checking the file takes as long as reading the dictionary. */
const checking = 0.5

/** Yields the share that is read. */
function* readModel(file: Uint8Array, name: string, source: string): Generator<number, IntentModel, void> {
  const fail = (fault: CheckedFileFault): never => {
    if ('damaged' in fault) throw failure('INTENT_MODEL_DAMAGED', { source, reason: fault.damaged })
    throw failure('INTENT_MODEL_NEWER', { source, version: fault.newer, supported: intentFileVersion })
  }
  const checked = checkFile(file, magic, intentFileVersion, fail)
  let step = checked.next()
  for (; step.done !== true; step = checked.next()) yield step.value * checking
  const reader = step.value
  const parsed = headSchema.safeParse(reader.head)
  const head = parsed.success ? parsed.data : fail({ damaged: 'its head is not that of an intent model' })
  const [words, characters] = head.columns
  const features = words + characters
  const hashes = reader.takeUints(features)
  const idf = reader.takeFloats(features)
  const weights = {
    scales: reader.takeFloats(features + 1),
    quantised: reader.takeBytes((features + 1) * head.labels.length),
  }
  const columns = [new Map<number, number>(), new Map<number, number>()] as const
  for (let i = 0; i < features; i += 1) {
    if (i % stepFeatures === 0) yield checking + (1 - checking) * (i / features)
    columns[i < words ? 0 : 1].set(hashes[i] ?? 0, i)
  }
  const { labels, texts, scope, calibration } = head
  const dictionary = { columns, idf, texts }
  const parts = { labels, dictionary, weights, scope, calibration }
  return new IntentModel(parts, intentModelVersion(name, file))
}
