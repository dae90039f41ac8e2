/** `index build DIR --out I`: documents of a folder to an index file. */
import type { Command } from 'commander'
import { Option } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { parseCount } from '../parse-number.ts'

interface BuildFlags {
  readonly out: string
  readonly chunkSize?: number
  readonly overlap?: number
  readonly whole?: boolean
  readonly reader: 'en' | 'zh' | 'none'
}

export function registerIndexBuild(program: Command, io: CommandIo): void {
  const index =
    program.commands.find((command) => command.name() === 'index') ??
    program.command('index').summary('index files')
  index
    .command('build')
    .summary('index the documents of a folder')
    .argument('<dir>', 'folder with corpus.jsonl, or with .md, .txt and .jsonl files')
    .requiredOption('--out <file>', 'the index file to write')
    .option('--chunk-size <characters>', 'size of a passage', parseCount)
    .option('--overlap <sentences>', 'sentences that neighbouring passages share', parseCount)
    .option('--whole', 'keep every document in one passage')
    .addOption(
      new Option('--reader <language>', 'describe the passages for the embedded reader of this language')
        .choices(['en', 'zh', 'none'])
        .default('en'),
    )
    .action(async (folder: string, flags: BuildFlags) => {
      const { buildIndexFile } = await import('../retrieval/build-index-file.ts')
      const built = await buildIndexFile(
        {
          folder,
          out: flags.out,
          ...(flags.reader === 'none' ? {} : { reader: flags.reader }),
          chunking: flags.whole
            ? 'document'
            : {
                ...(flags.chunkSize ? { targetSize: flags.chunkSize } : {}),
                ...(flags.overlap === undefined ? {} : { overlapSentences: flags.overlap }),
              },
        },
        (share, label) => io.progress(share, label),
      )
      io.print(
        built,
        () =>
          `${flags.out}: ${built.documents} documents, ${built.chunks} passages, ${built.bytes} bytes, ` +
          `${built.seconds.toFixed(1)} s` +
          (built.reader === null
            ? '.'
            : `; described for the reader: ${built.reader.bytes} of these bytes, ${built.reader.seconds.toFixed(1)} s.`),
      )
    })
}
