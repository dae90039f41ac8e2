/** The data directory, and the lock that lets one server at a time use it. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'

const holderSchema = z.object({ pid: z.int(), startedAt: z.string(), address: z.string().optional() })

/** Who has the directory. */
export type LockHolder = z.infer<typeof holderSchema>

export interface DataDirectory {
  readonly path: string
  readonly databaseFile: string
  /** Writes down where the server listens, for the next one that starts. */
  announce(address: string): void
  release(): void
}

export type LockResult = { readonly directory: DataDirectory } | { readonly holder: LockHolder }

/** Creates the directory when missing and locks it; a lock whose process is gone is taken over. */
export function lockDataDirectory(path: string): LockResult {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const lockFile = join(path, 'lock.json')
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const mine: LockHolder = { pid: process.pid, startedAt: new Date().toISOString() }
    if (writeExclusively(lockFile, mine)) return { directory: directoryOf(path, lockFile, mine) }
    const holder = readHolder(lockFile)
    if (holder !== undefined && holder.pid !== process.pid && isAlive(holder.pid)) return { holder }
    rmSync(lockFile, { force: true })
  }
  throw failure('DATA_DIR_LOCKED', { directory: path, pid: readHolder(lockFile)?.pid ?? 0 })
}

function writeExclusively(file: string, holder: LockHolder): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    writeFileSync(descriptor, JSON.stringify(holder))
    closeSync(descriptor)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    const reason = error instanceof Error ? error.message : String(error)
    throw failure('FILE_UNREADABLE', { file, reason }, { cause: error })
  }
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Half-written by a process that died, or gone in the meantime: nobody holds it.
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function directoryOf(path: string, lockFile: string, mine: LockHolder): DataDirectory {
  return {
    path,
    databaseFile: join(path, 'signalbox.db'),
    announce: (address) => writeFileSync(lockFile, JSON.stringify({ ...mine, address }), { mode: 0o600 }),
    release: () => {
      if (readHolder(lockFile)?.pid === process.pid) rmSync(lockFile, { force: true })
    },
  }
}
