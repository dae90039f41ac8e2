/** `backend list`, `add` and `remove`: what generates answers, here or in the server that has the data directory. */
import type { Command } from 'commander'
import { Option } from 'commander'
import { failure } from '../../core/errors/failure.ts'
import type { BackendSummary } from '../../core/wire/backends.ts'
import { createBackendSchema, engineNames } from '../../core/wire/backends.ts'
import type { CommandIo } from '../command-io.ts'
import { withServices } from '../services/open-services.ts'

interface AddFlags {
  readonly address: string
  readonly engine: string
  readonly model?: string
  readonly credential?: string
  readonly adapterFolder?: string
  readonly dataDir?: string
}

export function registerBackend(program: Command, io: CommandIo): void {
  const backend = program.command('backend').summary('what generates answers')
  registerList(backend, io)
  registerAdd(backend, io)
  registerRemove(backend, io)
}

function registerList(backend: Command, io: CommandIo): void {
  backend
    .command('list')
    .summary('all backends with their base model, what they can do, and the banks on them')
    .option('--data-dir <path>', 'where banks are kept')
    .action((flags: { readonly dataDir?: string }) =>
      withServices(flags, async ({ backends }) => {
        const items = await backends.list()
        io.print(items, () => items.map(describe).join('\n'))
      }),
    )
}

function registerAdd(backend: Command, io: CommandIo): void {
  backend
    .command('add')
    .summary('make one from the address of an engine, which has to answer')
    .argument('<id>', 'what banks and pipelines name it by')
    .requiredOption('--address <url>', 'of its API, up to and with the version')
    .addOption(
      new Option('--engine <engine>', 'what speaks there; vllm loads adapters while it runs')
        .choices(engineNames)
        .default('openai'),
    )
    .option('--model <name>', 'the base model, where the engine serves several')
    .option('--credential <name>', 'what is sent along')
    .option(
      '--adapter-folder <path>',
      'where the engine sees the folder adapters of the data directory; the same path without it',
    )
    .option('--data-dir <path>', 'where backends are kept')
    .action(async (id: string, { dataDir, ...flags }: AddFlags) => {
      const request = createBackendSchema.safeParse({ id, ...flags })
      if (!request.success) {
        const [issue] = request.error.issues
        throw failure('USAGE_INVALID', { reason: `${String(issue?.path[0])}: ${issue?.message ?? ''}` })
      }
      await withServices({ dataDir, isAlone: true }, async ({ backends }) => {
        const made = await backends.create(request.data)
        io.print(made, () => `${made.id} stands for ${made.base} at ${made.connection?.address ?? ''}.`)
      })
    })
}

function registerRemove(backend: Command, io: CommandIo): void {
  backend
    .command('remove')
    .summary('remove one that no bank is on')
    .argument('<id>', 'which')
    .option('--data-dir <path>', 'where backends are kept')
    .action((id: string, flags: { readonly dataDir?: string }) =>
      withServices({ ...flags, isAlone: true }, async ({ backends }) => {
        await backends.remove(id)
        io.print({ id }, () => `${id} is removed.`)
      }),
    )
}

function describe({ id, kind, base, capabilities, connection, banks }: BackendSummary): string {
  const { languages, adapters, training } = capabilities
  return [
    id,
    kind,
    base,
    ...(connection === null ? [] : [connection.address]),
    languages === null ? 'any language' : languages.join(', '),
    adapters ? 'takes adapters' : 'base model alone',
    training ? 'trains adapters' : 'no training here',
    banks.length === 0 ? 'no bank' : `banks: ${banks.map((bank) => bank.id).join(', ')}`,
  ].join('  ')
}
