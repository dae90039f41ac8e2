/** `run FILE`: executes a pipeline file on the data of a data directory, and prints the result with its decisions. */
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { parseJson, parsePipeline } from '../../core/document/parse.ts'
import type { CommandIo } from '../command-io.ts'
import { readTextFile } from '../files/read-text-file.ts'
import { dataDirectory } from '../package-info.ts'

interface RunFlags {
  readonly input: string
  readonly user?: string
  readonly header: Readonly<Record<string, string>>
  readonly trace?: string
  readonly dataDir?: string
}

function addHeader(pair: string, headers: Record<string, string>): Record<string, string> {
  const [name = '', ...value] = pair.split('=')
  return { ...headers, [name.toLowerCase()]: value.join('=') }
}

export function registerRun(program: Command, io: CommandIo): void {
  program
    .command('run')
    .summary('run a pipeline file once')
    .argument('<file>', 'pipeline JSON')
    .requiredOption('--input <json>', 'the inputs as JSON, or @FILE')
    .option('--user <id>', 'who asks')
    .option('--header <name=value>', 'a request header; repeatable', addHeader, {})
    .option('--trace <file>', 'write the trace events as JSON lines')
    .option('--data-dir <path>', 'where indexes, intent models and banks are kept')
    .action((file: string, flags: RunFlags) => runFile(file, flags, io))
}

async function runFile(file: string, flags: RunFlags, io: CommandIo): Promise<void> {
  const document = parsePipeline(await readTextFile(file))
  const inputText = flags.input.startsWith('@') ? await readTextFile(flags.input.slice(1)) : flags.input
  const inputs = z.record(z.string(), z.json()).parse(parseJson(inputText, '--input'))
  const [{ createRuntime }, { lockDataDirectory }] = await Promise.all([
    import('../../node.ts'),
    import('../../storage/sqlite/data-directory.ts'),
  ])
  const lock = lockDataDirectory(dataDirectory(flags.dataDir))
  if ('holder' in lock) {
    // SQLite lets a second process read beside the server; the run itself is not stored.
    io.say(`Signalbox process ${lock.holder.pid} uses this data directory; reading beside it.`)
  }
  const path = dataDirectory(flags.dataDir)
  const runtime = await createRuntime({ databaseFile: `${path}/signalbox.db` })
  try {
    const result = await runtime.run(document, inputs, {
      headers: flags.header,
      ...(flags.user === undefined ? {} : { user: flags.user }),
    })
    if (flags.trace !== undefined) {
      await writeFile(flags.trace, result.events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    }
    const { events: _events, ...shown } = result
    io.print(shown, () => JSON.stringify(shown, null, 2))
    if (result.status !== 'succeeded') io.markNegative()
  } finally {
    await runtime.close()
    if ('directory' in lock) lock.directory.release()
  }
}
