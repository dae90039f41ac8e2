import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import initWabt from 'wabt'
import * as compiled from './compiled.ts'

const folder = import.meta.dirname

describe('the compiled kernels', () => {
  it('hold the bytes of their sources', async () => {
    const wabt = await initWabt()
    const sources = readdirSync(folder).filter((file) => file.endsWith('.wat'))
    const fromSources = sources.map((file) => {
      const module = wabt.parseWat(file, readFileSync(join(folder, file), 'utf8'), { simd: true })
      return Buffer.from(module.toBinary({}).buffer).toString('base64')
    })
    expect(fromSources.sort()).toEqual(Object.values(compiled).sort())
  })
})
