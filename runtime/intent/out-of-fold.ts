/** Predictions of rows by models that were not trained on them. */
import { createRandom } from '../core/random.ts'
import { vectorise } from './features.ts'
import type { LabelledTexts, MemberScores } from './members.ts'
import { scoreMembers, trainMembers } from './members.ts'
import type { MemberOptions } from './train-member.ts'

export interface HeldOut extends MemberScores {
  /** Positions in the set. */
  readonly rows: readonly number[]
  readonly labels: Int32Array
  /** Share of each text's words that its model had met. */
  readonly known: readonly number[]
}

/** Models that saw nine tenths of the rows are nearly as sure as the final one, which saw all. */
const dealtFolds = 10
/** As many folds are predicted as keep the work at that of training this often on this many rows; at least one. */
const affordable = { trainings: 2, rows: 15_000 }

/** Into how many folds so many rows are dealt, and how many of them are predicted: all of them up to 3,000 rows. */
export function planFolds(rows: number): { dealt: number; predicted: number } {
  const spare = (affordable.trainings * affordable.rows) / rows - 1
  const predicted = Math.floor((spare * dealtFolds) / (dealtFolds - 1))
  return { dealt: dealtFolds, predicted: Math.min(dealtFolds, Math.max(1, predicted)) }
}

export async function predictOutOfFold(set: LabelledTexts, options: MemberOptions): Promise<HeldOut> {
  const { classes } = set
  const { dealt, predicted: folds } = planFolds(set.texts.length)
  const assigned = assignFolds(set, dealt, options.seed)
  const rows = [...assigned.keys()].filter((row) => (assigned[row] ?? 0) < folds)
  const places = new Map(rows.map((row, i) => [row, i]))
  const svm = new Float32Array(rows.length * classes)
  const logistic = new Float32Array(rows.length * classes)
  const known: number[] = Array.from({ length: rows.length }, () => 0)
  for (let fold = 0; fold < folds; fold += 1) {
    const inside = [...assigned.keys()].filter((row) => assigned[row] !== fold)
    const outside = rows.filter((row) => assigned[row] === fold)
    const members = await trainMembers(pickRows(set, inside), {
      ...options,
      onProgress: (share) => options.onProgress((fold + share) / folds),
    })
    const features = vectorise(pickRows(set, outside).texts, members.dictionary)
    const scores = scoreMembers(members, features)
    outside.forEach((row, i) => {
      const place = places.get(row) ?? 0
      svm.set(scores.svm.subarray(i * classes, (i + 1) * classes), place * classes)
      logistic.set(scores.logistic.subarray(i * classes, (i + 1) * classes), place * classes)
      known[place] = features.known[i] ?? 0
    })
  }
  return { rows, labels: pickRows(set, rows).labels, svm, logistic, known }
}

function pickRows(set: LabelledTexts, rows: readonly number[]): LabelledTexts {
  return {
    texts: rows.map((row) => set.texts[row] ?? [[], []]),
    labels: Int32Array.from(rows, (row) => set.labels[row] ?? 0),
    classes: set.classes,
  }
}

/** Folds are drawn per intent, so that each holds its share of every intent. */
function assignFolds({ labels, classes }: LabelledTexts, dealt: number, seed: number): Int32Array {
  const random = createRandom(seed)
  const folds = new Int32Array(labels.length)
  for (let k = 0; k < classes; k += 1) {
    const rows = Int32Array.from([...labels.keys()].filter((row) => labels[row] === k))
    random.shuffle(rows)
    const offset = random.below(dealt)
    rows.forEach((row, i) => (folds[row] = (i + offset) % dealt))
  }
  return folds
}
