/** The command line as a function: arguments in, an exit code out. */
import { Command, CommanderError } from 'commander'
import type { ErrorCode } from '../core/errors/catalogue.ts'
import { failure, toFailure } from '../core/errors/failure.ts'
import type { CliStreams, CommandIo } from './command-io.ts'
import { createCommandIo } from './command-io.ts'
import { registerCommands } from './commands/register-commands.ts'
import { packageVersion } from './package-info.ts'

/** 0: done; 1: done, and the outcome is negative; 2: wrong usage, a file that cannot be read among it. */
export type ExitCode = 0 | 1 | 2

const usageCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['USAGE_INVALID', 'FILE_UNREADABLE'])

/**
 * Runs one command. Resolves when it is done; a server then runs on.
 *
 * @param args without the names of node and of this program
 */
export async function runCli(args: readonly string[], streams: CliStreams): Promise<ExitCode> {
  let code: ExitCode = 0
  const isJson = args.includes('--json')
  const io = createCommandIo(
    streams,
    () => isJson,
    () => (code = 1),
  )
  const program = new Command('signalbox')
  program
    .description('Route requests over adapters, and see why and at what cost.')
    .version(packageVersion())
    .option('--json', 'print exactly one JSON document on standard output')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
    })
    .showHelpAfterError('Run with --help to see what is possible.')
  registerCommands(program, io)
  try {
    // `--json` may stand anywhere; commander takes options of the program only before the command.
    await program.parseAsync(
      args.filter((part) => part !== '--json'),
      { from: 'user' },
    )
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(io, streams, error)
    if (error.exitCode === 0) return 0
    const reason = error.message.replace(/^error: /, '')
    if (isJson) printFailure(streams, failure('USAGE_INVALID', { reason }))
    return 2
  }
}

/** Says what failed; with `--json` it is the only document on standard output. */
function reportFailure(io: CommandIo, streams: CliStreams, error: unknown): ExitCode {
  const known = toFailure(error)
  if (io.isJson) printFailure(streams, known)
  io.say(known.path === undefined || known.path === '' ? known.message : `${known.path}: ${known.message}`)
  if (known.code === 'UNEXPECTED' && process.env['SIGNALBOX_LOG_LEVEL'] === 'debug')
    io.say(String(known.cause))
  return usageCodes.has(known.code) ? 2 : 1
}

function printFailure({ stdout }: CliStreams, known: ReturnType<typeof toFailure>): void {
  stdout.write(`${JSON.stringify({ error: known.toJSON() })}\n`)
}
