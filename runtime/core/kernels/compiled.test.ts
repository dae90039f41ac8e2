import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import initWabt from 'wabt'

const runtime = join(import.meta.dirname, '../..')
const folders = readdirSync(runtime)
  .map((area) => join(runtime, area, 'kernels'))
  .filter((folder) => existsSync(join(folder, 'compiled.ts')))

describe('the compiled kernels', () => {
  it.each(folders)('hold the bytes of their sources: %s', async (folder) => {
    const wabt = await initWabt()
    const sources = readdirSync(folder).filter((file) => file.endsWith('.wat'))
    const fromSources = sources.map((file) => {
      const module = wabt.parseWat(file, readFileSync(join(folder, file), 'utf8'), { simd: true })
      return Buffer.from(module.toBinary({}).buffer).toString('base64')
    })
    const compiled = readFileSync(join(folder, 'compiled.ts'), 'utf8').match(
      /(?<=')[A-Za-z0-9+/=]{40,}(?=')/g,
    )
    expect(sources.length).toBeGreaterThan(0)
    expect(fromSources.sort()).toEqual([...(compiled ?? [])].sort())
  })
})
