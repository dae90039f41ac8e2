/** `retrieval search --index I QUERY`: the best passages of an index file. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { parseCount } from '../parse-number.ts'

interface SearchFlags {
  readonly index: string
  readonly k: number
  readonly method: 'bm25' | 'dense' | 'hybrid'
}

/** The option that the commands of retrieval share. */
export function createMethodOption(): Option {
  return new Option('--method <name>', 'how to rank').choices(['bm25', 'dense', 'hybrid']).default('hybrid')
}

/** The group `retrieval`, made on first use. */
export function findRetrievalGroup(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'retrieval') ??
    program.command('retrieval').summary('search, and measure how well it finds')
  )
}

export function registerRetrievalSearch(program: Command, io: CommandIo): void {
  findRetrievalGroup(program)
    .command('search')
    .summary('the best passages for a query')
    .argument('<query>', 'what to look for')
    .requiredOption('--index <file>', 'an index file of "index build"')
    .option('--k <number>', 'passages to print', parseCount, 8)
    .addOption(createMethodOption())
    .action(async (query: string, flags: SearchFlags) => {
      const { searchIndexFile } = await import('../retrieval/search-index-file.ts')
      const found = await searchIndexFile({ indexFile: flags.index, query, k: flags.k, method: flags.method })
      io.print(found, () =>
        found.length === 0
          ? 'Nothing found.'
          : found
              .map(
                ({ chunkId, score, title, text }, i) =>
                  `${i + 1}. ${chunkId}  ${score.toFixed(4)}  ${title}\n${text}\n`,
              )
              .join('\n'),
      )
    })
}
