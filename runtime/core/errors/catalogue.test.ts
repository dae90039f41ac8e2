import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErrorCode } from './catalogue.ts'
import { errorCatalogue } from './catalogue.ts'
import { errorsZh } from './errors.zh.ts'

const root = join(import.meta.dirname, '../../..')
const codes = Object.keys(errorCatalogue) as ErrorCode[]
const placeholders = (message: string) => [...new Set(message.match(/\{\w+\}/g) ?? [])].sort()

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFiles(path)
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield path
  }
}

describe('error catalogue', () => {
  it('holds every code once, in capitals', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('-errors.ts'))
    const written = files.flatMap((name) =>
      [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/^ {2}([A-Z0-9_]+): \{/gm)].map(
        ([, code = '']) => code,
      ),
    )
    expect([...written].sort()).toEqual([...codes].sort())
    for (const code of codes) expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
  })

  it.each(codes)('%s says the same in both languages, as a sentence', (code) => {
    const { message, status } = errorCatalogue[code]
    expect(placeholders(errorsZh[code])).toEqual(placeholders(message))
    expect(errorsZh[code]).toMatch(/\p{Script=Han}.*[。！]$/u)
    expect(message).toMatch(/[.!]$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  })

  it('holds no code that nothing reports', () => {
    const used = ['runtime', 'nodes', 'src']
      .flatMap((folder) => [...sourceFiles(join(root, folder))])
      .filter((path) => !path.startsWith(import.meta.dirname) || path.endsWith('failure.ts'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
    expect(codes.filter((code) => !used.includes(`'${code}'`))).toEqual([])
  })

  it('is listed where the README says', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('`x-errors` of `/openapi.json`')
  })
})
