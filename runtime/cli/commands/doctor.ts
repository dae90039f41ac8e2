/** `doctor`: what works here and what does not. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { toFailure } from '../../core/errors/failure.ts'
import type { CommandIo } from '../command-io.ts'
import { dataDirectory, packageRoot, packageVersion } from '../package-info.ts'

interface Check {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

export function registerDoctor(program: Command, io: CommandIo): void {
  program
    .command('doctor')
    .summary('what works here and what does not')
    .option('--data-dir <path>', 'the data directory to look at')
    .action(async ({ dataDir }: { dataDir?: string }) => {
      const checks = [
        { name: 'signalbox', ok: true, detail: packageVersion() },
        { name: 'node', ok: true, detail: process.versions.node },
        await checkDatabase(),
        checkSimd(),
        await checkWeights(),
        checkPage(),
        { name: 'data directory', ok: true, detail: dataDirectory(dataDir) },
      ]
      const ok = checks.every((check) => check.ok)
      io.print({ ok, checks }, () =>
        checks
          .map(({ name, ok: isFine, detail }) => `${isFine ? 'ok  ' : 'FAIL'}  ${name}: ${detail}`)
          .join('\n'),
      )
      if (!ok) io.markNegative()
    })
}

/** Writes and reads a record in a fresh file. */
async function checkDatabase(): Promise<Check> {
  const { databaseDriver } = await import('../../storage/sqlite/database.ts')
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-doctor-'))
  try {
    const { openSqliteStores } = await import('../../storage/sqlite/open-stores.ts')
    const stores = await openSqliteStores({ path: join(folder, 'check.db') })
    await stores.collections.put('doctor', 'check', { written: true })
    const isRead = (await stores.collections.get('doctor', 'check')) !== undefined
    await stores.close()
    return { name: 'database', ok: isRead, detail: databaseDriver() }
  } catch (error) {
    return { name: 'database', ok: false, detail: toFailure(error).message }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A module whose one function holds a SIMD instruction: `v128.const`, `drop`. */
function checkSimd(): Check {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 23, 1, 21, 0, 253, 12]
  const module = new Uint8Array([...bytes, ...new Uint8Array(16), 26, 11])
  const ok = WebAssembly.validate(module)
  return {
    name: 'wasm simd',
    ok: true,
    detail: ok ? 'used for vectors and training' : 'missing; the plain code is used',
  }
}

async function checkWeights(): Promise<Check> {
  try {
    const { loadShippedWeights } = await import('../../reader/shipped-weights.node.ts')
    const english = await loadShippedWeights('en')
    const chinese = await loadShippedWeights('zh')
    return { name: 'reader', ok: true, detail: `${english.name}, ${chinese.name}` }
  } catch (error) {
    return { name: 'reader', ok: false, detail: toFailure(error).message }
  }
}

function checkPage(): Check {
  const isBuilt = existsSync(join(packageRoot(), 'dist', 'app', 'index.html'))
  return { name: 'page', ok: isBuilt, detail: isBuilt ? 'built' : 'missing; run npm run build' }
}
