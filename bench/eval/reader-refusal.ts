/** Declining on SQuAD 2.0, out-of-fold by article: the reader, its calibration and the threshold see other articles only. */
import { loadQuestions } from '../../runtime/cli/reader/load-questions.ts'
import type { ScoredQuestion } from '../../runtime/cli/reader/evaluate-reader.ts'
import { scoreQuestions, trainFolds } from '../../runtime/cli/reader/evaluate-reader.ts'
import { computeAuroc } from '../../runtime/intent/evaluate-intents.ts'
import { formatTable, recordTable } from '../record-table.ts'

const folds = 5

/** SQuAD 2.0: a question without an answer scores 1 when it is declined, 0 when it is not. */
const earns = ({ isAnswerable, confidence, f1 }: ScoredQuestion, threshold: number): number =>
  confidence < threshold ? Number(!isAnswerable) : isAnswerable ? f1 : 0

export async function measureRefusal(first: string, second: string): Promise<void> {
  const answerable = (await loadQuestions(first)).questions
  const asked = (await loadQuestions(second)).questions
  const byId = new Map([...answerable, ...asked].map((question) => [question.id, question]))
  const parts = await trainFolds(
    [...byId.values()],
    asked,
    { language: 'en', folds, calibrationFolds: 2 },
    (_share, phase) => process.stderr.write(`\rSQuAD 2.0: ${phase}        `),
  )
  const scored = parts.map(({ weights, held }) => scoreQuestions(weights, weights.scorer, held))
  // The threshold of a fold is the best one on the answers of the other folds, which are out-of-fold too.
  const thresholds = scored.map((_, fold) =>
    bestThreshold(scored.flatMap((rows, i) => (i === fold ? [] : rows))),
  )
  const all = scored.flat()
  const mean = (values: readonly number[]) =>
    ((100 * values.reduce((sum, value) => sum + value, 0)) / Math.max(1, values.length)).toFixed(1)
  const auroc = computeAuroc(
    all.filter(({ isAnswerable }) => isAnswerable).map(({ confidence }) => confidence),
    all.filter(({ isAnswerable }) => !isAnswerable).map(({ confidence }) => confidence),
  )
  const rows = [
    [
      'fitted threshold',
      mean(scored.flatMap((part, fold) => part.map((row) => earns(row, thresholds[fold] ?? 0)))),
      thresholds.map((value) => value.toFixed(2)).join(', '),
    ],
    [
      'the threshold that ships',
      mean(all.map((row) => earns(row, parts[0]?.weights.calibration.threshold ?? 0))),
      String(parts[0]?.weights.calibration.threshold ?? ''),
    ],
    ['always quote', mean(all.map((row) => earns(row, 0))), '0'],
    ['always decline', mean(all.map((row) => earns(row, 2))), ''],
  ]
  const withAnswer = all.filter(({ isAnswerable }) => isAnswerable).length
  recordTable(
    'reader-refusal',
    `${formatTable(['SQuAD 2.0 dev', 'F1', 'decline below'], rows)}\n\n` +
      `${all.length} questions, ${all.length - withAnswer} of them without an answer. AUROC of the confidence, with answer against without: ${auroc.toFixed(3)}.`,
  )
}

function bestThreshold(rows: readonly ScoredQuestion[]): number {
  let best = { threshold: 0, sum: -1 }
  for (let step = 0; step <= 100; step += 1) {
    const threshold = step / 100
    const sum = rows.reduce((total, row) => total + earns(row, threshold), 0)
    if (sum > best.sum) best = { threshold, sum }
  }
  return best.threshold
}
