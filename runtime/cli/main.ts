#!/usr/bin/env node
/** The command line. Every command is a file in `commands/`; it loads what it runs only when it is called. */
import { Command, CommanderError } from 'commander'
import { createCommandIo, reportFailure } from './command-io.ts'
import { registerCommands } from './commands/register-commands.ts'
import { packageVersion } from './package-info.ts'

const program = new Command('signalbox')
const io = createCommandIo(() => program.opts<{ json?: boolean }>().json === true)

program
  .description('Route requests over adapters, and see why and at what cost.')
  .version(packageVersion())
  .option('--json', 'print exactly one JSON document on standard output')
  .exitOverride()
  .showHelpAfterError('Run with --help to see what is possible.')
registerCommands(program, io)

try {
  await program.parseAsync(moveJsonFlag(process.argv))
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else reportFailure(io, error)
}

/** `--json` may stand anywhere; commander takes options of the program only before the command. */
function moveJsonFlag(argv: readonly string[]): string[] {
  const [node = '', file = '', ...rest] = argv
  return rest.includes('--json')
    ? [node, file, '--json', ...rest.filter((part) => part !== '--json')]
    : [...argv]
}
