/** `dataset import` and `dataset list`: labelled requests of a data directory. */
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { CommandIo } from '../command-io.ts'
import type { ImportFlags } from '../dataset/import-dataset.ts'
import { withServices } from '../services/open-services.ts'

export function registerDataset(program: Command, io: CommandIo): void {
  const dataset = program.command('dataset').summary('labelled requests that experiments replay')
  registerImport(dataset, io)
  registerList(dataset, io)
}

function addColumn(pair: string, columns: Record<string, string>): Record<string, string> {
  const [, field, column] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
  if (field === undefined || column === undefined) throw new InvalidArgumentError('A column is field=column.')
  return { ...columns, [field.trim()]: column.trim() }
}

function registerImport(dataset: Command, io: CommandIo): void {
  dataset
    .command('import')
    .summary('rows from CSV, JSON Lines, SQuAD JSON or a BEIR folder')
    .argument('<path>', 'a file, plain or .gz, or a folder')
    .requiredOption('--name <name>', 'name of the dataset; one that is there gets the rows added')
    .option('--id <id>', 'id of the dataset, instead of one made of the name')
    .option(
      '--map <field=column>',
      'the column of id, answers, intent, documents, tags.NAME or of an input field; repeatable; an empty column: none',
      addColumn,
      {},
    )
    .option('--separator <text>', 'what stands between several answers of one cell')
    .option('--split <name>', 'file of qrels/ in a folder')
    .option('--valid-only', 'take the valid rows although others have faults', false)
    .option('--data-dir <path>', 'where datasets are kept')
    .action((path: string, flags: ImportFlags & { readonly dataDir?: string }) =>
      withServices({ ...flags, isAlone: true }, async ({ datasets }) => {
        const { importDataset } = await import('../dataset/import-dataset.ts')
        const result = await importDataset(datasets, path, flags)
        const { imported, refused, faults } = result
        for (const fault of faults.slice(0, 20)) io.say(fault.message)
        if (faults.length > 20) io.say(`… and ${refused - 20} more.`)
        io.print(result, () =>
          result.dataset === null
            ? `Nothing was imported: ${sayCount(refused, 'row has a fault', 'rows have faults')}. Correct what is named, or take the valid rows with --valid-only.`
            : `${result.dataset.id}: ${sayRows(imported)} imported${refused > 0 ? `, ${refused} left out` : ''}; ` +
              `${sayRows(result.dataset.rows)} now, version ${result.dataset.version.slice(0, 12)}.`,
        )
        if (result.dataset === null) io.markNegative()
      }),
    )
}

function registerList(dataset: Command, io: CommandIo): void {
  dataset
    .command('list')
    .summary('all datasets with their counts and versions')
    .option('--data-dir <path>', 'where datasets are kept')
    .action((flags: { readonly dataDir?: string }) =>
      withServices(flags, async ({ datasets }) => {
        const items = await datasets.list()
        io.print(items, () =>
          items
            .map(
              ({ id, name, rows, version, labelled }) =>
                `${id}  ${version.slice(0, 12)}  ${sayRows(rows)}, ${labelled.answers} with answers, ${labelled.intent} with intent  ${name}`,
            )
            .join('\n'),
        )
      }),
    )
}

const sayCount = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const sayRows = (n: number): string => sayCount(n, 'row', 'rows')
