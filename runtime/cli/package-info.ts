/** Where this package lives and which version it is. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The folder of package.json, from the sources as well as from `dist`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

export function packageVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8')
  return z.looseObject({ version: z.string() }).parse(JSON.parse(text)).version
}

/** Where a server keeps its data: flag, environment, then `.signalbox` in a checkout or the system's data folder. */
export function dataDirectory(flag: string | undefined): string {
  const chosen = flag ?? process.env['SIGNALBOX_DATA_DIR']
  if (chosen !== undefined && chosen !== '') return chosen
  const root = packageRoot()
  if (existsSync(join(root, '.git'))) return join(root, '.signalbox')
  const home = process.env['HOME'] ?? process.env['USERPROFILE'] ?? '.'
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'signalbox')
}
