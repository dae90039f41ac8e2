/** The data directory, and the lock that lets one server at a time use it. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'

const holderSchema = z.object({
  pid: z.int(),
  startedAt: z.string(),
  /** When the process began, where the system says so: tells it from a later one with the same number. */
  processStart: z.string().optional(),
  address: z.string().optional(),
})

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

/** A take-over takes microseconds; one that is this old died in the middle. */
const takeOverMs = 10_000
const attempts = 50

/**
 * Creates the directory when missing and locks it; a lock whose process is gone is taken over.
 *
 * @throws FILE_UNWRITABLE, or DATA_DIR_LOCKED when others keep taking it
 */
export function lockDataDirectory(path: string): LockResult {
  const mine: LockHolder = { pid: process.pid, startedAt: new Date().toISOString(), ...startOf(process.pid) }
  const lockFile = join(path, 'lock.json')
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (createWhole(lockFile, mine)) return { directory: directoryOf(path, lockFile, mine) }
      const holder = readHolder(lockFile)
      if (holder !== undefined && isHeldBy(holder)) return { holder }
      removeStale(lockFile)
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNWRITABLE', { file: lockFile, reason }, { cause })
  }
  throw failure('DATA_DIR_LOCKED', { directory: path, pid: readHolder(lockFile)?.pid ?? 0 })
}

/** The holder as it stands in the lock now; undefined when nobody has it. */
export function findLockHolder(path: string): LockHolder | undefined {
  const holder = readHolder(join(path, 'lock.json'))
  return holder !== undefined && isHeldBy(holder) ? holder : undefined
}

/** False when the file exists. Others see it with its whole content or not at all. */
function createWhole(file: string, holder: LockHolder): boolean {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes a lock nobody holds. One process at a time may do so: otherwise it could remove the lock of one that was faster. */
function removeStale(lockFile: string): void {
  const guard = `${lockFile}.taking`
  try {
    writeFileSync(guard, '', { flag: 'wx', mode: 0o600 })
  } catch {
    const { mtimeMs } = statSync(guard, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
    if (Date.now() - mtimeMs > takeOverMs) rmSync(guard, { force: true })
    return
  }
  try {
    const holder = readHolder(lockFile)
    if (holder === undefined || !isHeldBy(holder)) rmSync(lockFile, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Gone in the meantime, or damaged by hand: nobody holds it.
    return undefined
  }
}

function isHeldBy(holder: LockHolder): boolean {
  if (!isAlive(holder.pid)) return false
  const { processStart } = startOf(holder.pid)
  return (
    holder.processStart === undefined || processStart === undefined || processStart === holder.processStart
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Field 22 of Linux's /proc/PID/stat; the name in field 2 may hold blanks and brackets. Source: proc_pid_stat(5). */
function startOf(pid: number): { processStart?: string } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const start = text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
    return start === undefined ? {} : { processStart: start }
  } catch {
    return {}
  }
}

function directoryOf(path: string, lockFile: string, mine: LockHolder): DataDirectory {
  return {
    path,
    databaseFile: join(path, 'signalbox.db'),
    announce: (address) => {
      const draft = `${lockFile}.${process.pid}`
      writeFileSync(draft, JSON.stringify({ ...mine, address }), { mode: 0o600 })
      renameSync(draft, lockFile)
    },
    release: () => {
      const holder = readHolder(lockFile)
      if (holder?.pid === mine.pid && holder.startedAt === mine.startedAt) rmSync(lockFile, { force: true })
    },
  }
}
