/**
 * Copies what the TypeScript compiler leaves behind (weights) to where the built files look for it, and takes out of the
 * editor's declarations what only its bundle needs (style sheets).
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
for (const folder of ['runtime/reader/weights']) {
  if (!existsSync(join(root, folder))) continue
  mkdirSync(join(root, 'dist', folder), { recursive: true })
  cpSync(join(root, folder), join(root, 'dist', folder), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  })
}

const declarations = join(root, 'dist/src')
for (const name of existsSync(declarations) ? readdirSync(declarations, { recursive: true }) : []) {
  const file = join(declarations, String(name))
  if (!file.endsWith('.d.ts')) continue
  const text = readFileSync(file, 'utf8')
  const cleaned = text.replaceAll(/^import ['"][^'"]+\.css['"];\n/gm, '')
  if (cleaned !== text) writeFileSync(file, cleaned)
}
