// Compiles every runtime/*/kernels/*.wat and writes the bytes as base64 into compiled.ts beside them, so that
// nothing needs a WebAssembly text compiler at run time. Usage: node scripts/compile-kernels.mjs
import fs from 'node:fs'
import path from 'node:path'
import initWabt from 'wabt'

const runtime = path.join(import.meta.dirname, '../runtime')
const wabt = await initWabt()

for (const area of fs.readdirSync(runtime)) {
  const folder = path.join(runtime, area, 'kernels')
  if (!fs.existsSync(folder)) continue
  const names = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.wat'))
    .sort()
  const lines = names.map((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8')
    const bytes = wabt.parseWat(file, text, { simd: true }).toBinary({}).buffer
    const base64 = Buffer.from(bytes).toString('base64')
    console.log(`${area}/${file}: ${bytes.length} bytes`)
    return `export const ${toCamelCase(file.replace('.wat', ''))}Kernel =\n  '${base64}'\n`
  })
  const head =
    '/** Made from the .wat files of this folder by scripts/compile-kernels.mjs; a test compares the two. */\n\n'
  if (lines.length > 0) fs.writeFileSync(path.join(folder, 'compiled.ts'), head + lines.join('\n'))
}

function toCamelCase(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
}
