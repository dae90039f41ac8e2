/**
 * The intent models of the worked example: utterances out-of-fold, then the labelled questions of the bank, at the threshold that
 * seeding fits on the train questions. The test questions are only reported.
 */
import { join } from 'node:path'
import { fitThreshold } from '../../runtime/cli/example/fit-threshold.ts'
import type { Desk } from '../../runtime/cli/example/read-example.ts'
import { readExample, readQuestions, readUtterances } from '../../runtime/cli/example/read-example.ts'
import { packageRoot } from '../../runtime/cli/package-info.ts'
import { computeAuroc, computeEce, shareBelow } from '../../runtime/intent/evaluate-intents.ts'
import { parseIntentModel, serialiseIntentModel } from '../../runtime/intent/model-file.ts'
import { outOfScopeLabel, trainIntentModel } from '../../runtime/intent/train-intent-model.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'
import { formatShare, withInterval } from './share-with-interval.ts'

interface Row {
  readonly actual: string
  readonly predicted: string | null
  readonly confidence: number
}

/** Writes the table of all desks. */
export async function evaluateExample(seed: number): Promise<void> {
  const folder = join(packageRoot(), 'examples', 'support-desk')
  const rows: Cell[][] = []
  for (const desk of await readExample(folder)) rows.push(...(await evaluateDesk(folder, desk, seed)))
  recordTable(
    'intent-example',
    formatTable(
      [
        'desk',
        'rows',
        'n',
        'accuracy %, 95 % interval',
        'ECE %',
        'threshold',
        'clear it %, 95 % interval',
        'right among them %',
        'OOS AUROC %',
      ],
      rows,
    ),
  )
}

async function evaluateDesk(folder: string, desk: Desk, seed: number): Promise<Cell[][]> {
  const utterances = await readUtterances(folder, desk)
  const questions = await readQuestions(folder, desk)
  const { parts, outOfFold } = await trainIntentModel(utterances, { seed })
  const model = parseIntentModel(serialiseIntentModel(parts), desk.id)
  const outOfScope = utterances.filter(({ intent }) => intent === outOfScopeLabel)
  const auroc = computeAuroc(
    outOfFold.map(({ familiarity }) => familiarity),
    outOfScope.map(({ text }) => model.judge(text).familiarity),
  )
  const predict = (split: 'train' | 'test'): Row[] =>
    questions
      .filter((question) => question.split === split)
      .map(({ question, intent = '' }) => {
        const { label, confidence } = model.predict(question)
        return { actual: intent, predicted: label, confidence }
      })
  const train = predict('train')
  const threshold = fitThreshold(train.map(({ confidence }) => confidence))
  const strangers = outOfScope.map(({ text }) => model.predict(text).confidence)
  return [
    toRow(
      desk.id,
      'utterances, out-of-fold',
      outOfFold.map(({ intent, label, confidence }) => ({ actual: intent, predicted: label, confidence })),
      threshold,
      formatShare(auroc),
    ),
    toRow(desk.id, 'train questions', train, threshold),
    toRow(desk.id, 'test questions', predict('test'), threshold),
    [
      desk.id,
      'utterances of no intent',
      strangers.length,
      '',
      '',
      threshold,
      withInterval(1 - shareBelow(strangers, threshold), strangers.length),
      '',
      '',
    ],
  ]
}

function toRow(desk: string, name: string, rows: readonly Row[], threshold: number, auroc = ''): Cell[] {
  const labels = [...new Set(rows.flatMap(({ actual, predicted }) => [actual, predicted ?? '']))]
  const isRight = ({ actual, predicted }: Row) => actual === predicted
  const clear = rows.filter(({ confidence }) => confidence >= threshold)
  const ece = computeEce(
    rows.map(({ actual, predicted, confidence }) => ({
      actual: labels.indexOf(actual),
      predicted: labels.indexOf(predicted ?? ''),
      confidence,
    })),
  )
  return [
    desk,
    name,
    rows.length,
    withInterval(rows.filter(isRight).length / rows.length, rows.length),
    formatShare(ece),
    threshold,
    withInterval(clear.length / rows.length, rows.length),
    formatShare(clear.filter(isRight).length / clear.length),
    auroc,
  ]
}
