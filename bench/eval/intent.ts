/**
 * Quality of intent models on the sets of ../shared/data, and on the worked example. A model is fitted and calibrated on the
 * training rows alone, and scored once. Options: `--data DIR`, `--seed N`.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readAllRows } from '../../runtime/cli/files/read-rows.ts'
import type { IntentEvaluation } from '../../runtime/cli/intent/evaluate-intent-file.ts'
import { evaluateIntentModel } from '../../runtime/cli/intent/evaluate-intent-file.ts'
import type { SplitUtterances } from '../../runtime/cli/intent/load-utterances.ts'
import { loadUtterances } from '../../runtime/cli/intent/load-utterances.ts'
import type { IntentModel } from '../../runtime/intent/intent-model.ts'
import { parseIntentModel, serialiseIntentModel } from '../../runtime/intent/model-file.ts'
import type { IntentExample } from '../../runtime/intent/train-intent-model.ts'
import { trainIntentModel } from '../../runtime/intent/train-intent-model.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'
import { evaluateExample } from './intent-example.ts'
import { formatShare, withInterval } from './share-with-interval.ts'

interface IntentSet {
  readonly name: string
  readonly file: string
  readonly scoredSplit: string
  /** Least, in per cent; ECE at most. */
  readonly gates: Readonly<Partial<Record<'accuracy' | 'ece' | 'auroc' | 'recallAt95', number>>>
  readonly goals: Readonly<Partial<Record<'accuracy' | 'recallAt95', number>>>
}

const sets: readonly IntentSet[] = [
  {
    name: 'CLINC150',
    file: 'clinc150/data.jsonl',
    scoredSplit: 'test',
    gates: { accuracy: 93.4, ece: 2, auroc: 95, recallAt95: 73 },
    goals: { accuracy: 94, recallAt95: 78 },
  },
  {
    name: 'Banking77',
    file: 'banking77/data.jsonl',
    scoredSplit: 'test',
    gates: { accuracy: 91.2, ece: 2.5 },
    goals: { accuracy: 92.5 },
  },
  {
    name: 'HWU64',
    file: 'hwu64/data.jsonl',
    scoredSplit: 'test',
    gates: { accuracy: 87, ece: 3.5 },
    goals: { accuracy: 89 },
  },
  {
    name: 'SMP2017, Chinese',
    file: 'smp2017_ecdt_zh/data.jsonl',
    scoredSplit: 'val',
    gates: { accuracy: 90.5, ece: 3.5 },
    goals: { accuracy: 92 },
  },
]

const fewShotSets = [
  { name: 'CLINC150', folder: 'clinc150', goal: 82 },
  { name: 'Banking77', folder: 'banking77', goal: 75 },
  { name: 'HWU64', folder: 'hwu64', goal: 74 },
] as const

const fewShotSchema = z.object({ '10': z.array(z.int().min(0)) })
const rowSchema = z.object({ text: z.string(), intent: z.string() })

/** @returns the exit code: 1 when a gate is missed */
export async function runIntentEval(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string', default: '../shared/data' }, seed: { type: 'string', default: '1' } },
  })
  const seed = Number(values.seed)
  const folder = join(values.data, 'intent')
  const rows: Cell[][] = []
  let missed = 0
  for (const set of sets) {
    const file = join(folder, set.file)
    const { inScope } = await loadUtterances(file, 'train')
    const result = await scoreModel(inScope, await loadUtterances(file, set.scoredSplit), seed)
    missed += countMissed(set, result.scores)
    rows.push(toRow(set, inScope.length, result))
  }
  recordTable('intent-quality', formatTable(qualityHead, rows))
  const fewShot: Cell[][] = []
  for (const { name, folder: setFolder, goal } of fewShotSets) {
    const file = join(folder, setFolder, 'data.jsonl')
    const all = await readAllRows(file, rowSchema)
    const chosen = fewShotSchema.parse(
      JSON.parse(await readFile(join(folder, setFolder, 'fewshot.json'), 'utf8')),
    )['10']
    const examples = chosen.flatMap((line) => all[line] ?? [])
    const result = await scoreModel(examples, await loadUtterances(file, 'test'), seed)
    fewShot.push(toFewShotRow(name, goal, examples.length, result))
  }
  recordTable('intent-few-shot', formatTable(fewShotHead, fewShot))
  await evaluateExample(seed)
  return missed > 0 ? 1 : 0
}

interface ScoredModel {
  readonly model: IntentModel
  readonly scores: IntentEvaluation
  readonly trainSeconds: number
}

/** Scores the model as it is read from its file. */
async function scoreModel(
  examples: readonly IntentExample[],
  scored: SplitUtterances,
  seed: number,
): Promise<ScoredModel> {
  const startedMs = performance.now()
  const { parts } = await trainIntentModel(examples, { seed })
  const trainSeconds = (performance.now() - startedMs) / 1000
  const model = parseIntentModel(serialiseIntentModel(parts), 'measured')
  return { model, scores: evaluateIntentModel(model, scored), trainSeconds }
}

const qualityHead = [
  'set',
  'trained on',
  'scored on',
  'accuracy %, 95 % interval',
  'gate, goal',
  'macro-F1 %',
  'ECE %',
  'gate',
  'out-of-fold ECE %, interval',
  'OOS AUROC %',
  'gate',
  'OOS recallAt95 %',
  'gate, goal',
  'training s',
]

function toRow(
  { name, gates, goals, scoredSplit }: IntentSet,
  trained: number,
  { model, scores, trainSeconds }: ScoredModel,
): Cell[] {
  const { ece, eceInterval } = model.parts.calibration
  const { oos } = scores
  return [
    name,
    trained,
    `${scoredSplit}, ${scores.n}`,
    withInterval(scores.accuracy, scores.n),
    judge(100 * scores.accuracy, gates.accuracy, goals.accuracy),
    formatShare(scores.macroF1),
    formatShare(scores.ece),
    gates.ece === undefined ? '' : `${gates.ece} ${100 * scores.ece <= gates.ece ? 'met' : 'missed'}`,
    `${formatShare(ece)} (${formatShare(eceInterval[0])} to ${formatShare(eceInterval[1])})`,
    oos === null ? '' : formatShare(oos.auroc),
    oos === null ? '' : judge(100 * oos.auroc, gates.auroc),
    oos === null ? '' : withInterval(oos.recallAt95, oos.n),
    oos === null ? '' : judge(100 * oos.recallAt95, gates.recallAt95, goals.recallAt95),
    trainSeconds.toFixed(1),
  ]
}

function countMissed({ gates }: IntentSet, { accuracy, ece, oos }: IntentEvaluation): number {
  const misses = [
    100 * accuracy < (gates.accuracy ?? 0),
    100 * ece > (gates.ece ?? 100),
    oos !== null && 100 * oos.auroc < (gates.auroc ?? 0),
    oos !== null && 100 * oos.recallAt95 < (gates.recallAt95 ?? 0),
  ]
  return misses.filter(Boolean).length
}

const fewShotHead = [
  '10 utterances an intent',
  'trained on',
  'scored on',
  'accuracy %, 95 % interval',
  'goal',
  'macro-F1 %',
  'ECE %',
  'out-of-fold ECE %, interval',
]

function toFewShotRow(name: string, goal: number, trained: number, { model, scores }: ScoredModel): Cell[] {
  const { ece, eceInterval } = model.parts.calibration
  return [
    name,
    trained,
    `test, ${scores.n}`,
    withInterval(scores.accuracy, scores.n),
    `${goal} ${100 * scores.accuracy >= goal ? 'reached' : 'not reached'}`,
    formatShare(scores.macroF1),
    formatShare(scores.ece),
    `${formatShare(ece)} (${formatShare(eceInterval[0])} to ${formatShare(eceInterval[1])})`,
  ]
}

function judge(value: number, gate: number | undefined, goal?: number): string {
  if (gate === undefined) return ''
  const first = `${gate} ${value >= gate ? 'met' : 'missed'}`
  return goal === undefined ? first : `${first}, ${goal} ${value >= goal ? 'reached' : 'not reached'}`
}
