#!/usr/bin/env node
/** The command line. Every command is a file in `commands/`; it loads what it runs only when it is called. */
import { runCli } from './run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2), process)
