/** `start` and `serve`: the local server; `start` also seeds the worked example. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { failure, toFailure } from '../../core/errors/failure.ts'
import type { RuntimeOptions } from '../../node.ts'
import type { RetentionLimits } from '../../services/retention.ts'
import type { LockHolder } from '../../storage/sqlite/data-directory.ts'
import type { CommandIo } from '../command-io.ts'
import { openEgress } from '../open-egress.ts'
import { dataDirectory, packageRoot, packageVersion } from '../package-info.ts'

interface ServeFlags {
  readonly port?: number
  readonly host?: string
  readonly dataDir?: string
  readonly tokenFile?: string
  readonly keepDays?: number
  readonly keepRuns?: number
  readonly keepMb?: number
}

/** How long a second start waits for the address of the first; seeding the example takes seconds. */
const startingMs = 60_000

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is 0 to 65535.')
  return port
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!/^\d{1,9}$/.test(text) || limit < 1) throw new InvalidArgumentError('It is a whole number, 1 or more.')
  return limit
}

export function registerServe(program: Command, io: CommandIo): void {
  for (const [name, summary] of [
    ['start', 'serve on this machine, with a worked example'],
    ['serve', 'serve without the example'],
  ] as const) {
    program
      .command(name)
      .summary(summary)
      .option('--port <number>', 'first port to try; 0 takes any', parsePort)
      .option('--host <name>', 'address to listen on; other than loopback needs a token')
      .option('--data-dir <path>', 'where pipelines, indexes and runs are kept')
      .option('--token-file <path>', 'file with the token that clients send')
      .option('--keep-days <number>', 'remove runs older than this (90)', parseLimit)
      .option('--keep-runs <number>', 'keep at most so many runs (100000)', parseLimit)
      .option('--keep-mb <number>', 'keep at most so many megabytes of traces (4096)', parseLimit)
      .action((flags: ServeFlags) => serve(flags, name === 'start', io))
  }
}

async function serve(flags: ServeFlags, hasExample: boolean, io: CommandIo): Promise<void> {
  const path = dataDirectory(flags.dataDir)
  const options = serverOptions(flags)
  const { createServer, readBinding } = await import('../../server/create-server.ts')
  // Refused before any work is done.
  await readBinding(options)
  const { lockDataDirectory } = await import('../../storage/sqlite/data-directory.ts')
  const lock = lockDataDirectory(path)
  if ('holder' in lock) return printRunning(path, lock.holder, io)
  const { directory } = lock
  const opened: { close(): Promise<void> }[] = []
  /** What was opened last is closed first; the lock goes last, whatever happens before. */
  const stop = async () => {
    try {
      for (const one of opened.splice(0).reverse()) await one.close()
    } finally {
      directory.release()
    }
  }
  try {
    const { createRuntime } = await import('../../node.ts')
    const runtime = await createRuntime({
      databaseFile: directory.databaseFile,
      ...openEgress(),
      retention: readRetention(flags),
      ...readCollector(),
    })
    opened.push(runtime)
    if (hasExample) {
      const { seedExample } = await import('../example/seed-example.ts')
      const folder = join(packageRoot(), 'examples', 'support-desk')
      await seedExample(runtime.services, folder, io, join(path, 'example.json'))
    }
    const server = await createServer(runtime.services, {
      ...options,
      onPortTaken: (port) => io.say(`Port ${port} is taken by another program; trying ${port + 1}.`),
    })
    opened.push(server)
    directory.announce(server.address)
    // One request that goes wrong in an unforeseen way must not take the others with it.
    process.on('unhandledRejection', (error) => io.say(toFailure(error).message))
    stopOnSignal(stop)
    io.print({ address: server.address, dataDir: path }, () => `Signalbox is ready: ${server.address}`)
  } catch (error) {
    // What failed first is what people need to read.
    await stop().catch(() => undefined)
    throw error
  }
}

/** Says where the one that has the directory listens; waits while it is still starting. */
async function printRunning(path: string, first: LockHolder, io: CommandIo): Promise<void> {
  const { findLockHolder } = await import('../../storage/sqlite/data-directory.ts')
  let holder: LockHolder | undefined = first
  const until = Date.now() + startingMs
  if (holder.address === undefined) io.say(`Signalbox is starting already (process ${holder.pid}) …`)
  while (holder !== undefined && holder.address === undefined && Date.now() < until) {
    await setTimeout(100)
    holder = findLockHolder(path)
  }
  if (holder?.address === undefined) throw failure('DATA_DIR_LOCKED', { directory: path, pid: first.pid })
  const { address, pid } = holder
  io.print({ address, pid, isRunning: true }, () => `Signalbox runs already: ${address}`)
}

/** Flags win over the environment. */
function serverOptions(flags: ServeFlags) {
  const { SIGNALBOX_HOST, SIGNALBOX_PORT, SIGNALBOX_TOKEN, SIGNALBOX_LOG_LEVEL } = process.env
  const host = flags.host ?? SIGNALBOX_HOST
  const page = join(packageRoot(), 'dist', 'app')
  const port = flags.port ?? portOfEnvironment(SIGNALBOX_PORT)
  return {
    version: packageVersion(),
    ...(existsSync(join(page, 'index.html')) ? { staticDir: page } : {}),
    log: SIGNALBOX_LOG_LEVEL === undefined ? (false as const) : { level: SIGNALBOX_LOG_LEVEL },
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(SIGNALBOX_TOKEN === undefined ? {} : { token: SIGNALBOX_TOKEN }),
    ...(flags.tokenFile === undefined ? {} : { tokenFile: flags.tokenFile }),
  }
}

/** Flags win over the environment. @throws USAGE_INVALID */
function readRetention(flags: ServeFlags): Partial<RetentionLimits> {
  const read = (flag: number | undefined, variable: string): number | undefined => {
    const text = process.env[variable]
    if (flag !== undefined || text === undefined || text === '') return flag
    try {
      return parseLimit(text)
    } catch {
      throw failure('USAGE_INVALID', { reason: `${variable} is a whole number, 1 or more` })
    }
  }
  const keepDays = read(flags.keepDays, 'SIGNALBOX_KEEP_DAYS')
  const keepRuns = read(flags.keepRuns, 'SIGNALBOX_KEEP_RUNS')
  const keepMegabytes = read(flags.keepMb, 'SIGNALBOX_KEEP_MB')
  return {
    ...(keepDays === undefined ? {} : { keepDays }),
    ...(keepRuns === undefined ? {} : { keepRuns }),
    ...(keepMegabytes === undefined ? {} : { keepMegabytes }),
  }
}

/** As OpenTelemetry's own variables have it; nothing is sent without the first of them. */
function readCollector(): Pick<RuntimeOptions, 'otlp'> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: text = '' } = process.env
  if (endpoint === undefined || endpoint === '') return {}
  const headers = text.split(',').flatMap((pair): [string, string][] => {
    const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? []
    return name === undefined || value === undefined ? [] : [[name, decodeHeader(value)]]
  })
  return { otlp: { endpoint, headers: Object.fromEntries(headers) } }
}

/** @throws USAGE_INVALID */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    throw failure('USAGE_INVALID', { reason: 'OTEL_EXPORTER_OTLP_HEADERS holds a broken percent encoding' })
  }
}

function portOfEnvironment(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  try {
    return parsePort(text)
  } catch {
    throw failure('USAGE_INVALID', { reason: 'SIGNALBOX_PORT is a port, 0 to 65535' })
  }
}

function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      void stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}
