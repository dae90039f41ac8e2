/** Opens what is in a data directory for one command: through the server that has it, else in this process. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { failure, toFailure } from '../../core/errors/failure.ts'
import { openEgress } from '../open-egress.ts'
import { dataDirectory } from '../package-info.ts'
import type { CommandServices } from './command-services.ts'

/** A server that is only busy has answered by then. */
const answerMs = 15_000

export interface OpenRequest {
  /** The flag `--data-dir`. */
  readonly dataDir?: string | undefined
  /** Runs or writes things, so that no other process may have the directory; others may look on. */
  readonly isAlone?: boolean
}

/**
 * Hands the services to `work` and closes them after it. Where a server has the directory, they are its own: it is asked at the
 * address that its lock names, with the token of `SIGNALBOX_TOKEN`.
 *
 * @throws DATA_DIR_LOCKED while a command has it or a server starts, DATA_DIR_SERVER_SILENT, UNAUTHORIZED
 */
export async function withServices(
  { dataDir, isAlone = false }: OpenRequest,
  work: (services: CommandServices, path: string) => Promise<void>,
): Promise<void> {
  const path = dataDirectory(dataDir)
  await mkdir(path, { recursive: true })
  const { findLockHolder } = await import('../../storage/sqlite/data-directory.ts')
  const { address, pid = 0 } = findLockHolder(path) ?? {}
  if (address !== undefined) return work(await connect(path, address, pid), path)
  const { createRuntime } = await import('../../node.ts')
  const runtime = await createRuntime(
    // Whoever only looks on sends nothing.
    isAlone
      ? { ...openEgress(), dataDir: path }
      : { databaseFile: join(path, 'signalbox.db'), isShared: true },
  )
  try {
    await work(runtime.services, path)
  } finally {
    await runtime.close()
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function connect(directory: string, url: string, pid: number): Promise<CommandServices> {
  const [{ createClient }, { remoteServices }] = await Promise.all([
    import('../../client/client.ts'),
    import('./remote-services.ts'),
  ])
  const { SIGNALBOX_TOKEN: token } = process.env
  const client = createClient({
    baseUrl: url,
    ...(token === undefined || token === '' ? {} : { token }),
  })
  const silent = (reason: string) => failure('DATA_DIR_SERVER_SILENT', { directory, url, pid, reason })
  const isTold = await Promise.race([
    client.pipelines.list().then(
      () => true,
      (error: unknown) => {
        const known = toFailure(error)
        throw known.code === 'SERVER_UNREACHABLE' ? silent(reasonOf(known.cause)) : known
      },
    ),
    setTimeout(answerMs, false, { ref: false }),
  ])
  if (!isTold) throw silent(`${answerMs / 1_000} s`)
  return remoteServices(client)
}
