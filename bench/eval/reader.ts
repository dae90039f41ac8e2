/**
 * Quality of the embedded reader on SQuAD 1.1, SQuAD 2.0 and CMRC 2018, every figure out-of-fold: folds are by article, and
 * the two SQuAD sets share theirs. Options: `--data DIR`; `--part gold,retrieved,refusal,chinese,ablation,adapters` to
 * measure some parts only.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { recordTable, formatTable } from '../record-table.ts'
import type { Cell } from '../record-table.ts'
import { measureAblation } from './reader-ablation.ts'
import { measureAdapters } from './reader-adapters.ts'
import { measureRefusal } from './reader-refusal.ts'
import type { ReaderEvaluation } from '../../runtime/cli/reader/evaluate-reader.ts'
import { evaluateReader } from '../../runtime/cli/reader/evaluate-reader.ts'
import { formatMs } from '../measure.ts'

export const readerFolds = 5
const gate = { em: 0.329, f1: 0.432 }

const percent = (value: number) => (100 * value).toFixed(1)

const sets = [
  { part: 'gold', name: 'SQuAD 1.1', folder: 'squad_v1_dev', language: 'en', retrieved: false },
  { part: 'retrieved', name: 'SQuAD 1.1', folder: 'squad_v1_dev', language: 'en', retrieved: true },
  { part: 'chinese', name: 'CMRC 2018', folder: 'cmrc2018_dev', language: 'zh', retrieved: false },
] as const

/** @returns the exit code: 1 when the gate is missed */
export async function runReaderEval(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string', default: '../shared/data' },
      part: { type: 'string', default: 'gold,retrieved,chinese,refusal,ablation,adapters' },
    },
  })
  const parts = new Set(values.part.split(','))
  const folder = (name: string) => join(values.data, 'qa', name)
  let missed = false
  const evaluations: { name: string; part: string; result: ReaderEvaluation }[] = []
  for (const { part, name, folder: set, language, retrieved } of sets) {
    if (!parts.has(part)) continue
    const result = await evaluateReader(
      { data: folder(set), language, folds: readerFolds, retrieved },
      (_share, phase) => process.stderr.write(`\r${name} ${part}: ${phase}        `),
    )
    process.stderr.write('\n')
    evaluations.push({ name, part, result })
    if (part === 'gold') missed = result.em < gate.em || result.f1 < gate.f1
  }
  if (evaluations.length > 0) recordQuality(evaluations)
  if (parts.has('refusal')) await measureRefusal(folder('squad_v1_dev'), folder('squad_v2_dev'))
  if (parts.has('ablation')) await measureAblation(folder('squad_v1_dev'))
  if (parts.has('adapters')) await measureAdapters(folder('squad_v1_dev'))
  return missed ? 1 : 0
}

function recordQuality(
  evaluations: readonly { name: string; part: string; result: ReaderEvaluation }[],
): void {
  const passages: Readonly<Record<string, string>> = {
    gold: 'its own',
    retrieved: '5 of the collection',
    chinese: 'its own',
  }
  const rows = evaluations.map(({ name, part, result }): Cell[] => [
    name,
    passages[part] ?? part,
    result.n,
    percent(result.em),
    percent(result.f1),
    part === 'gold' ? `32.9 / 43.2 ${result.em >= gate.em && result.f1 >= gate.f1 ? 'met' : 'missed'}` : '',
    formatMs(result.latencyMs.p50),
    formatMs(result.latencyMs.p99),
  ])
  recordTable(
    'reader-quality',
    formatTable(['set', 'passages read', 'questions', 'EM', 'F1', 'gate EM / F1', 'p50 ms', 'p99 ms'], rows),
  )
  const types = [...new Set(evaluations.flatMap(({ result }) => Object.keys(result.perType)))].sort()
  const cell = (result: ReaderEvaluation, type: string) => {
    const found = result.perType[type]
    return found === undefined ? '' : `${percent(found.em)} / ${percent(found.f1)} (${found.n})`
  }
  recordTable(
    'reader-types',
    formatTable(
      [
        'EM / F1 (n) by question type',
        ...evaluations.map(({ name, part }) => `${name}, ${passages[part] ?? part}`),
      ],
      types.map((type) => [type, ...evaluations.map(({ result }) => cell(result, type))]),
    ),
  )
}
