/** `intent predict`: what a model file says of texts. */
import { readIntentFile } from './read-intent-file.ts'

export interface PredictedIntent {
  readonly text: string
  readonly intent: string | null
  readonly confidence: number
  readonly margin: number
  readonly outOfScope: boolean
  /** Calibrated probability of every intent, the most probable first. */
  readonly distribution: Readonly<Record<string, number>>
}

/** @throws as `readIntentFile` */
export async function predictIntents(
  modelFile: string,
  texts: readonly string[],
): Promise<PredictedIntent[]> {
  const model = await readIntentFile(modelFile)
  return texts.map((text) => {
    const { label, confidence, margin, outOfScope } = model.predict(text)
    const probabilities = model.distribution(text)
    const ranked = model.labels
      .map((name, index) => [name, probabilities[index] ?? 0] as const)
      .sort((a, b) => b[1] - a[1])
    return { text, intent: label, confidence, margin, outOfScope, distribution: Object.fromEntries(ranked) }
  })
}
