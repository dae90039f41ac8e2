/**
 * Quality of retrieval on the collections of ../shared/data: BM25, meaning alone, and both. Nothing is tuned on the rows
 * reported. Option: `--data DIR`.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { RetrievalEvaluation } from '../../runtime/cli/retrieval/evaluate-retrieval.ts'
import { evaluateRetrieval } from '../../runtime/cli/retrieval/evaluate-retrieval.ts'
import { formatMs } from '../measure.ts'
import type { Cell } from '../record-table.ts'
import { formatTable, recordTable } from '../record-table.ts'

type Method = 'bm25' | 'dense' | 'hybrid'

interface Collection {
  readonly name: string
  readonly folder: string
  readonly split?: string
  /** Least nDCG@10 by method. */
  readonly gates: Readonly<Partial<Record<Method, number>>>
}

const collections: readonly Collection[] = [
  { name: 'SciFact', folder: 'retrieval/scifact', gates: { bm25: 0.685, hybrid: 0.7 } },
  { name: 'SciFact, train queries', folder: 'retrieval/scifact', split: 'train', gates: {} },
  { name: 'Cranfield', folder: 'retrieval/cranfield', gates: { hybrid: 0.395 } },
  { name: 'CISI', folder: 'retrieval/cisi', gates: { hybrid: 0.41 } },
  { name: 'MED', folder: 'retrieval/med', gates: { hybrid: 0.73 } },
  { name: 'RGB, Chinese', folder: 'qa/rgb_zh_refine', gates: { bm25: 0.645 } },
]

const methods: readonly Method[] = ['bm25', 'dense', 'hybrid']

/** @returns the exit code: 1 when a gate is missed */
export async function runRetrievalEval(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { data: { type: 'string', default: '../shared/data' } } })
  const rows: Cell[][] = []
  let missed = 0
  for (const { name, folder, split = 'test', gates } of collections) {
    for (const method of methods) {
      const result = await evaluateRetrieval({ collectionDir: join(values.data, folder), method, split })
      const gate = gates[method]
      if (gate !== undefined && result.ndcg10 < gate) missed++
      rows.push(toRow(name, method, result, gate))
    }
  }
  recordTable(
    'retrieval-quality',
    formatTable(
      [
        'collection',
        'method',
        'queries',
        'nDCG@10',
        'gate',
        'MAP@100',
        'MRR@10',
        'recall@100',
        'index s',
        'index MB',
        'search p50 ms, 100 deep',
      ],
      rows,
    ),
  )
  return missed > 0 ? 1 : 0
}

function toRow(name: string, method: Method, result: RetrievalEvaluation, gate: number | undefined): Cell[] {
  return [
    name,
    method,
    result.queries,
    result.ndcg10.toFixed(4),
    gate === undefined ? '' : `${gate.toFixed(3)} ${result.ndcg10 >= gate ? 'met' : 'missed'}`,
    result.map.toFixed(4),
    result.mrr10.toFixed(4),
    result.recall100.toFixed(4),
    result.indexSeconds.toFixed(2),
    (result.indexBytes / 1e6).toFixed(1),
    formatMs(result.latencyMs.p50),
  ]
}
