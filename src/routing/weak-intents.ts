/** Which intents a model has trouble with, and why. An intent is called weak only when chance does not explain it. */
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import type { IntentReport } from '../../runtime/core/wire/intents.ts'

export type Weakness =
  /** Too few utterances to learn from or to judge by. */
  | { readonly kind: 'few'; readonly n: number }
  /** Its own utterances are recognised less often than most; `other` is what they are taken for. */
  | { readonly kind: 'missed'; readonly other: string | null }
  /** It is said of utterances of other intents; `other` is the most frequent. */
  | { readonly kind: 'claimed'; readonly other: string | null }

export const fewestUtterances = 10

type PerIntent = IntentReport['perIntent'][number]

/** Weak when the whole 95 % interval of recall or precision lies below the accuracy over all intents. */
export function findWeaknesses(report: IntentReport): ReadonlyMap<string, readonly Weakness[]> {
  const { accuracy, perIntent, confusions } = report
  const weak = new Map<string, Weakness[]>()
  for (const row of perIntent) {
    const { intent, n } = row
    const reasons: Weakness[] = []
    if (n < fewestUtterances) reasons.push({ kind: 'few', n })
    if (recallInterval(row).high < accuracy) {
      const other = confusions.find(({ actual }) => actual === intent)?.predicted ?? null
      reasons.push({ kind: 'missed', other })
    }
    if ((precisionInterval(row)?.high ?? 1) < accuracy) {
      const other = confusions.find(({ predicted }) => predicted === intent)?.actual ?? null
      reasons.push({ kind: 'claimed', other })
    }
    if (reasons.length > 0) weak.set(intent, reasons)
  }
  return weak
}

export function recallInterval({ recall, n }: Pick<PerIntent, 'recall' | 'n'>) {
  return wilsonInterval(Math.round(recall * n), n)
}

/** Null when the intent was never predicted rightly: then nobody knows how often it was predicted. */
export function precisionInterval({ precision, recall, n }: PerIntent) {
  const hits = Math.round(recall * n)
  return hits === 0 ? null : wilsonInterval(hits, countPredicted({ precision, recall, n }))
}

/** How often the intent was predicted: hits over precision. */
export function countPredicted({ precision, recall, n }: Omit<PerIntent, 'intent' | 'f1'>): number {
  return precision === 0 ? 0 : Math.round(Math.round(recall * n) / precision)
}
