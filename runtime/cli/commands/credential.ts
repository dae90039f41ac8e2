/** `credential list`, `add` and `remove`: what engines want to see. A secret is never an argument: those stand in process lists. */
import { text as readText } from 'node:stream/consumers'
import type { Command } from 'commander'
import { failure } from '../../core/errors/failure.ts'
import { bearerHeader, createCredentialSchema } from '../../core/wire/credentials.ts'
import type { CommandIo } from '../command-io.ts'
import { withServices } from '../services/open-services.ts'

interface AddFlags {
  readonly origin: string
  readonly header: string
  readonly secretEnv?: string
  readonly dataDir?: string
}

export function registerCredential(program: Command, io: CommandIo): void {
  const credential = program.command('credential').summary('keys that engines ask for')
  registerList(credential, io)
  registerAdd(credential, io)
  registerRemove(credential, io)
}

function registerList(credential: Command, io: CommandIo): void {
  credential
    .command('list')
    .summary('all credentials, without their secrets')
    .option('--data-dir <path>', 'where credentials are kept')
    .action((flags: { readonly dataDir?: string }) =>
      withServices(flags, async ({ credentials }) => {
        const items = await credentials.list()
        io.print(items, () =>
          items
            .map(
              ({ name, origin, header, lastUsedAt }) =>
                `${name}  ${origin}  ${header}  ${lastUsedAt === null ? 'never used' : `used ${lastUsedAt}`}`,
            )
            .join('\n'),
        )
      }),
    )
}

function registerAdd(credential: Command, io: CommandIo): void {
  credential
    .command('add')
    .summary('save a key for one address; the key comes from standard input')
    .argument('<name>', 'what pipelines name it by')
    .requiredOption('--origin <url>', 'the only address it is sent to')
    .option('--header <name>', 'the header it is sent in', bearerHeader)
    .option('--secret-env <variable>', 'take the key from this environment variable')
    .option('--data-dir <path>', 'where credentials are kept')
    .action(async (name: string, flags: AddFlags) => {
      const secret = await readSecret(flags.secretEnv)
      const { origin, header } = flags
      const request = createCredentialSchema.safeParse({ name, origin, header, secret })
      if (!request.success) {
        const [issue] = request.error.issues
        throw failure('USAGE_INVALID', { reason: `${String(issue?.path[0])}: ${issue?.message ?? ''}` })
      }
      await withServices({ ...flags, isAlone: true }, async ({ credentials }) => {
        const saved = await credentials.create(request.data)
        io.print(saved, () => `${saved.name} is saved for ${saved.origin}.`)
      })
    })
}

function registerRemove(credential: Command, io: CommandIo): void {
  credential
    .command('remove')
    .summary('forget a key for good')
    .argument('<name>', 'what pipelines name it by')
    .option('--data-dir <path>', 'where credentials are kept')
    .action((name: string, flags: { readonly dataDir?: string }) =>
      withServices({ ...flags, isAlone: true }, async ({ credentials }) => {
        const uses = await credentials.remove(name)
        const users = [...uses.pipelines, ...uses.backends].map(({ id }) => id)
        io.print({ name, ...uses }, () =>
          users.length === 0
            ? `${name} is removed.`
            : `${name} is removed. Still named by: ${users.join(', ')}.`,
        )
      }),
    )
}

/** @throws USAGE_INVALID when there is none */
async function readSecret(variable: string | undefined): Promise<string> {
  if (variable !== undefined) {
    const secret = process.env[variable]?.trim() ?? ''
    if (secret === '') throw failure('USAGE_INVALID', { reason: `the variable ${variable} is empty` })
    return secret
  }
  if (process.stdin.isTTY)
    throw failure('USAGE_INVALID', {
      reason: 'send the key to standard input, as in "… < key.txt", or name a variable with --secret-env',
    })
  return (await readText(process.stdin)).trim()
}
