/** `reader train`: base weights of the embedded reader. */
import { Option } from 'commander'
import type { Command } from 'commander'
import { formatPoints } from '../../evaluation/reports/format-figures.ts'
import type { CommandIo } from '../command-io.ts'
import { parseFolds, parseInteger } from '../parse-number.ts'

interface TrainFlags {
  readonly data: readonly string[]
  readonly out: string
  readonly language: 'en' | 'zh'
  readonly seed: number
}

export function registerReader(program: Command, io: CommandIo): void {
  const reader = program.command('reader').summary('the embedded reader')
  reader
    .command('train')
    .summary('train base weights on questions with answers')
    .requiredOption('--data <folder...>', 'folders with corpus.jsonl and questions.jsonl')
    .requiredOption('--out <file>', 'file of weights to write')
    .addOption(createLanguageOption())
    .option('--seed <number>', 'seed', parseInteger, 1)
    .action(async ({ data, out, language, seed }: TrainFlags) => {
      const { trainReaderFile } = await import('../reader/train-reader-file.ts')
      const result = await trainReaderFile({ data, out, language, seed }, (share, phase) =>
        io.progress(share, phase),
      )
      io.print(
        result,
        () => `${result.examples} questions, ${result.bytes} bytes, ${result.seconds.toFixed(1)} s: ${out}`,
      )
    })
  reader
    .command('eval')
    .summary('exact match and F1 on questions with answers')
    .requiredOption('--data <folder>', 'folder with corpus.jsonl and questions.jsonl')
    .option('--weights <file>', 'file of weights; the shipped ones of the language when left out')
    .option('--adapter <folder>', 'PEFT folder of an adapter')
    .addOption(createLanguageOption())
    .option('--folds <number>', 'train on the other articles, out-of-fold', parseFolds)
    .option('--retrieved', 'read the five passages that a search of the collection finds')
    .action(
      async (flags: {
        data: string
        weights?: string
        adapter?: string
        language: 'en' | 'zh'
        folds?: number
        retrieved?: boolean
      }) => {
        const { evaluateReader } = await import('../reader/evaluate-reader.ts')
        const { folds, ...rest } = flags
        const result = await evaluateReader(
          { ...rest, ...(folds === undefined ? {} : { folds }) },
          (share, phase) => io.progress(share, phase),
        )
        io.print(result, () => `n ${result.n}, EM ${formatPoints(result.em)}, F1 ${formatPoints(result.f1)}`)
      },
    )
}

function createLanguageOption(): Option {
  return new Option('--language <code>', 'language of the passages').choices(['en', 'zh']).default('en')
}
