/** `start` and `serve`: the local server; `start` also seeds the worked example. */
import { join } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { CommandIo } from '../command-io.ts'
import { dataDirectory, packageRoot, packageVersion } from '../package-info.ts'

interface ServeFlags {
  readonly port?: number
  readonly host?: string
  readonly dataDir?: string
  readonly tokenFile?: string
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is 0 to 65535.')
  return port
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
      .action((flags: ServeFlags) => serve(flags, name === 'start', io))
  }
}

async function serve(flags: ServeFlags, hasExample: boolean, io: CommandIo): Promise<void> {
  const path = dataDirectory(flags.dataDir)
  const { lockDataDirectory } = await import('../../storage/sqlite/data-directory.ts')
  const lock = lockDataDirectory(path)
  if ('holder' in lock) {
    const address = lock.holder.address ?? ''
    io.print({ address, pid: lock.holder.pid, isRunning: true }, () =>
      address === ''
        ? `Signalbox is starting already (process ${lock.holder.pid}).`
        : `Signalbox runs already: ${address}`,
    )
    return
  }
  const { directory } = lock
  try {
    const [{ createRuntime }, { createServer }] = await Promise.all([
      import('../../node.ts'),
      import('../../server/create-server.ts'),
    ])
    const runtime = await createRuntime({ databaseFile: directory.databaseFile })
    if (hasExample) {
      const { seedExample } = await import('../example/seed-example.ts')
      const folder = join(packageRoot(), 'examples', 'support-desk')
      await seedExample(runtime.services, folder, io, join(path, 'example.json'))
    }
    const server = await createServer(runtime.services, {
      ...serverOptions(flags),
      onPortTaken: sayPortTaken(io),
    })
    directory.announce(server.address)
    stopOnSignal(async () => {
      await server.close()
      await runtime.close()
      directory.release()
    })
    io.print({ address: server.address, dataDir: path }, () => `Signalbox is ready: ${server.address}`)
  } catch (error) {
    directory.release()
    throw error
  }
}

function serverOptions(flags: ServeFlags) {
  const { SIGNALBOX_HOST, SIGNALBOX_PORT, SIGNALBOX_TOKEN, SIGNALBOX_LOG_LEVEL } = process.env
  const host = flags.host ?? SIGNALBOX_HOST
  const port = flags.port ?? (SIGNALBOX_PORT === undefined ? undefined : parsePort(SIGNALBOX_PORT))
  return {
    version: packageVersion(),
    staticDir: join(packageRoot(), 'dist', 'app'),
    log: SIGNALBOX_LOG_LEVEL === undefined ? (false as const) : { level: SIGNALBOX_LOG_LEVEL },
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(SIGNALBOX_TOKEN === undefined ? {} : { token: SIGNALBOX_TOKEN }),
    ...(flags.tokenFile === undefined ? {} : { tokenFile: flags.tokenFile }),
  }
}

function sayPortTaken(io: CommandIo) {
  return (port: number) => io.say(`Port ${port} is taken by another program; trying ${port + 1}.`)
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
