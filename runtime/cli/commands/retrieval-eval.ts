/** `retrieval eval --collection DIR`: quality and speed on a judged collection. */
import type { Command } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { parseCount } from '../parse-number.ts'
import { createMethodOption, findRetrievalGroup } from './retrieval-search.ts'

interface EvalFlags {
  readonly collection: string
  readonly method: 'bm25' | 'dense' | 'hybrid'
  readonly k: number
  readonly split?: string
}

export function registerRetrievalEval(program: Command, io: CommandIo): void {
  findRetrievalGroup(program)
    .command('eval')
    .summary('measure retrieval on a collection in BEIR layout')
    .requiredOption('--collection <dir>', 'folder with corpus.jsonl, queries.jsonl and qrels')
    .addOption(createMethodOption())
    .option('--k <number>', 'depth of the rankings', parseCount, 100)
    .option('--split <name>', 'which file of qrels')
    .action(async (flags: EvalFlags) => {
      const { evaluateRetrieval } = await import('../retrieval/evaluate-retrieval.ts')
      const result = await evaluateRetrieval(
        {
          collectionDir: flags.collection,
          method: flags.method,
          k: flags.k,
          ...(flags.split === undefined ? {} : { split: flags.split }),
        },
        (share, label) => io.progress(share, label),
      )
      io.print(result, () =>
        [
          `${result.queries} queries, ${flags.method}`,
          `nDCG@10 ${result.ndcg10.toFixed(4)}  MAP ${result.map.toFixed(4)}  MRR@10 ${result.mrr10.toFixed(4)}  recall@100 ${result.recall100.toFixed(4)}`,
          `index ${result.indexSeconds.toFixed(1)} s, ${result.indexBytes} bytes`,
          `search p50 ${result.latencyMs.p50.toFixed(3)} ms, p95 ${result.latencyMs.p95.toFixed(3)}, p99 ${result.latencyMs.p99.toFixed(3)}`,
        ].join('\n'),
      )
    })
}
