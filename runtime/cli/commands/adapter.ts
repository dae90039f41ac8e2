/** `adapter train` and `adapter inspect`: adapters as PEFT folders. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { Language } from '../../core/values.ts'
import { formatPoints } from '../../evaluation/reports/format-figures.ts'
import type { CommandIo } from '../command-io.ts'
import { parseInteger, parsePositive, parseRank } from '../parse-number.ts'

interface TrainFlags {
  readonly data: string
  readonly index?: string
  readonly intent: readonly string[]
  readonly split: string
  readonly language: Language
  readonly rank: number
  readonly alpha?: number
  readonly seed: number
  readonly out: string
}

export function registerAdapter(program: Command, io: CommandIo): void {
  const adapter = program.command('adapter').summary('adapters as folders')
  registerTrain(adapter, io)
  registerInspect(adapter, io)
}

function registerTrain(adapter: Command, io: CommandIo): void {
  adapter
    .command('train')
    .summary('train an adapter of the embedded reader on questions with answers')
    .addOption(new Option('--base <name>', 'the base model').choices(['reader']).default('reader'))
    .requiredOption(
      '--data <path>',
      'questions as JSON Lines, or a folder with questions.jsonl and corpus.jsonl',
    )
    .option('--index <file>', 'take the passages from this index file instead of from corpus.jsonl')
    .option('--intent <name...>', 'only questions of these intents', [])
    .option('--split <name>', 'questions to train on', 'train')
    .addOption(
      new Option('--language <code>', 'language of the articles').choices(['en', 'zh']).default('en'),
    )
    .option('--rank <number>', 'rank of the update', parseRank, 8)
    .option('--alpha <number>', 'scale is alpha / rank; twice the rank when left out', parsePositive)
    .option('--seed <number>', 'seed', parseInteger, 1)
    .requiredOption('--out <dir>', 'PEFT folder to write')
    .action(async ({ intent, ...flags }: TrainFlags) => {
      const { trainAdapterFolder } = await import('../adapter/train-adapter-folder.ts')
      const result = await trainAdapterFolder(
        { ...flags, intents: intent, alpha: flags.alpha ?? 2 * flags.rank },
        (share, label) => io.progress(share, label),
      )
      const { id, parameters, validation } = result
      io.print(
        result,
        () =>
          `${id}: ${parameters} parameters; on ${validation.n} questions held back F1 ${formatPoints(validation.f1)} ` +
          `(base ${formatPoints(validation.base.f1)}), EM ${formatPoints(validation.em)} (base ${formatPoints(validation.base.em)}).`,
      )
    })
}

function registerInspect(adapter: Command, io: CommandIo): void {
  adapter
    .command('inspect')
    .summary('what an adapter holds')
    .argument('<dir>', 'PEFT folder')
    .action(async (folder: string) => {
      const { inspectAdapter } = await import('../adapter/inspect-adapter.ts')
      const found = await inspectAdapter(folder)
      io.print(found, () =>
        [
          `${found.id} over ${found.base}: rank ${found.rank}, alpha ${found.alpha}, ${found.parameters} parameters, ${found.bytes} bytes`,
          ...found.targets.map(({ module, inputs, outputs }) => `  ${module}: ${outputs} × ${inputs}`),
          ...found.warnings,
        ].join('\n'),
      )
    })
}
