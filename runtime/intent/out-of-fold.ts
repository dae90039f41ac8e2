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

/** Below this many rows every row is held out once, by models that saw nine tenths of the others. */
const smallSet = 2_000
const smallSetFolds = 10
/** Larger sets are held out by fifths, and only as many of them as it takes to have enough rows to calibrate on. */
const largeSetFolds = 5
const enoughRows = 1_500

/** Into how many folds so many rows are dealt, and how many of them are predicted. */
export function planFolds(rows: number): { dealt: number; predicted: number } {
  return rows < smallSet
    ? { dealt: smallSetFolds, predicted: smallSetFolds }
    : { dealt: largeSetFolds, predicted: Math.ceil((largeSetFolds * enoughRows) / rows) }
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
