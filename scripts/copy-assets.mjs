/** Copies what the TypeScript compiler leaves behind (weights) to where the built files look for it. */
import { cpSync, existsSync, mkdirSync } from 'node:fs'
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
