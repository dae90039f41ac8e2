/**
 * Runs a command of the project in any checkout: installs and builds first where that is missing or out of date, and says so.
 * Needs nothing but Node.
 *
 *   node scripts/ensure-built.mjs --run FILE [ARG …]   a built file
 *   node scripts/ensure-built.mjs --npm SCRIPT         a script of package.json (installs only)
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './run-child.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (text) => process.stderr.write(`${text}\n`)

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (error) say(`${command}: ${error.message}`)
  if (status !== 0) {
    say(`"${[command, ...args].join(' ')}" failed. Correct what it says above and try again.`)
    process.exit(1)
  }
}

const timeOf = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)

function newestSource(folder) {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(path))
    else if (!/\.test\.tsx?$/.test(entry.name)) newest = Math.max(newest, timeOf(path))
  }
  return newest
}

function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24
  if (!isSupported) {
    say(
      `Signalbox needs Node 20 (from 20.19 on), 22 (from 22.13 on), or 24 and later; this is ${process.versions.node}.`,
    )
    process.exit(1)
  }
  const stamp = join(root, 'node_modules', '.package-lock.json')
  if (timeOf(stamp) >= timeOf(join(root, 'package-lock.json'))) return
  say('Installing dependencies (npm ci) …')
  run('npm', ['ci', '--no-audit', '--no-fund'])
  // npm keeps the archive's times; ours must be newer than the lock file's.
  writeFileSync(join(root, 'node_modules', '.signalbox-installed'), '')
  spawnSync('touch', [stamp])
}

function ensureBuilt() {
  const stamp = join(root, 'dist', '.built')
  const sources = ['runtime', 'nodes', 'src', 'bench'].map((folder) => newestSource(join(root, folder)))
  const configs = ['package-lock.json', 'vite.config.ts', 'tsconfig.base.json'].map((file) =>
    timeOf(join(root, file)),
  )
  if (timeOf(stamp) >= Math.max(...sources, ...configs)) return
  say('Building (npm run build) …')
  run('npm', ['run', '--silent', 'build'])
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, '')
}

const [mode, target, ...rest] = process.argv.slice(2)
ensureInstalled()
if (mode === '--npm') {
  const { status } = spawnSync('npm', ['run', '--silent', target, ...(rest.length ? ['--', ...rest] : [])], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exit(status ?? 1)
}
ensureBuilt()
process.exit(await runChild([join(root, target), ...rest]))
