/** `backend list`: what can generate answers, here or in the server that has the data directory. */
import type { Command } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { withServices } from '../services/open-services.ts'

export function registerBackend(program: Command, io: CommandIo): void {
  program
    .command('backend')
    .summary('what generates answers')
    .command('list')
    .summary('all backends with their base model, what they can do, and the banks on them')
    .option('--data-dir <path>', 'where banks are kept')
    .action((flags: { readonly dataDir?: string }) =>
      withServices(flags, async ({ backends }) => {
        const items = await backends.list()
        io.print(items, () =>
          items
            .map(({ id, base, kind, capabilities: { languages, training }, banks }) =>
              [
                id,
                kind,
                base,
                languages === null ? 'any language' : languages.join(', '),
                training ? 'trains adapters' : 'no training here',
                banks.length === 0 ? 'no bank' : `banks: ${banks.map((bank) => bank.id).join(', ')}`,
              ].join('  '),
            )
            .join('\n'),
        )
      }),
    )
}
