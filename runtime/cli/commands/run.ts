/** `run FILE`: executes a pipeline file on the data of a data directory, and prints the result with its decisions. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { parseJson, parsePipeline } from '../../core/document/parse.ts'
import { failure, toFailure } from '../../core/errors/failure.ts'
import type { Json } from '../../core/values.ts'
import type { CommandIo } from '../command-io.ts'
import { readTextFile } from '../files/read-text-file.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { openEgress } from '../open-egress.ts'
import { dataDirectory } from '../package-info.ts'

interface RunFlags {
  readonly input: string
  readonly user?: string
  readonly header: Readonly<Record<string, string>>
  readonly trace?: string
  readonly dataDir?: string
}

function addHeader(pair: string, headers: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('A header is name=value.')
  return { ...headers, [name.trim().toLowerCase()]: value }
}

export function registerRun(program: Command, io: CommandIo): void {
  program
    .command('run')
    .summary('run a pipeline file once')
    .argument('<file>', 'pipeline JSON')
    .requiredOption('--input <json>', 'the inputs as a JSON object, or @FILE')
    .option('--user <id>', 'who asks')
    .option('--header <name=value>', 'a request header; repeatable', addHeader, {})
    .option('--trace <file>', 'write the trace events as JSON lines')
    .option('--data-dir <path>', 'where indexes, intent models and banks are kept')
    .action((file: string, flags: RunFlags) => runFile(file, flags, io))
}

async function runFile(file: string, flags: RunFlags, io: CommandIo): Promise<void> {
  const document = parsePipeline(await readTextFile(file))
  const inputs = await readInputs(flags.input)
  const path = dataDirectory(flags.dataDir)
  await mkdir(path, { recursive: true })
  const { createRuntime } = await import('../../node.ts')
  // A server may have the database open at the same time; the run itself is not stored.
  const databaseFile = join(path, 'signalbox.db')
  const runtime = await createRuntime({ databaseFile, isShared: true, ...openEgress() })
  const controller = new AbortController()
  const cancel = () => controller.abort(failure('RUN_CANCELLED', {}))
  process.once('SIGINT', cancel)
  try {
    const result = await runtime.run(document, inputs, {
      headers: flags.header,
      signal: controller.signal,
      ...(flags.user === undefined ? {} : { user: flags.user }),
    })
    if (flags.trace !== undefined) {
      await writeAtomically(flags.trace, result.events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    }
    const { events: _events, ...shown } = result
    io.print(shown, () => JSON.stringify(shown, null, 2))
    if (result.status !== 'succeeded') io.markNegative()
  } finally {
    process.off('SIGINT', cancel)
    await runtime.close()
  }
}

/** @throws USAGE_INVALID when it is no JSON object, FILE_UNREADABLE for `@FILE` */
async function readInputs(flag: string): Promise<Record<string, Json>> {
  const text = flag.startsWith('@') ? await readTextFile(flag.slice(1)) : flag
  const parsed = z.record(z.string(), z.json()).safeParse(readJson(text))
  if (parsed.success) return parsed.data
  throw failure('USAGE_INVALID', { reason: '--input takes a JSON object with the inputs by name' })
}

function readJson(text: string): unknown {
  try {
    return parseJson(text, '--input')
  } catch (error) {
    throw failure('USAGE_INVALID', { reason: toFailure(error).message.replace(/\.$/, '') }, { cause: error })
  }
}
