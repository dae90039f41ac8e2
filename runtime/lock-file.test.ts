import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      engines: z.union([z.record(z.string(), z.string()), z.array(z.string())]).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
      resolved: z.string().optional(),
    }),
  ),
})
const text = readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')
const packages = Object.entries(lockSchema.parse(JSON.parse(text)).packages)

/** The oldest Node that Signalbox runs on. */
const oldest = [20, 19, 0]

/** Whether the oldest Node lies in a range of npm's, in the forms that occur: `^20.19 || >=22`, `18 || 20`, `10.*`, `*`. */
function admitsOldest(range: string): boolean {
  return range.split('||').some((alternative) =>
    [...alternative.matchAll(/(>=|<=|>|<|\^|~|=)?\s*v?(\d+|\*|x)(?:\.(\d+|\*|x))?(?:\.(\d+|\*|x))?/g)].every(
      ([, operator = '', ...parts]) => {
        const wanted = parts.filter((part) => /^\d/.test(part ?? '')).map(Number)
        const difference = wanted.map((part, i) => (oldest[i] ?? 0) - part).find((gap) => gap !== 0) ?? 0
        switch (operator) {
          case '>=':
            return difference >= 0
          case '<=':
            return difference <= 0
          case '>':
            return difference > 0
          case '<':
            return difference < 0
          case '^':
            return difference >= 0 && wanted[0] === oldest[0]
          case '~':
            return difference >= 0 && wanted[0] === oldest[0] && (wanted[1] ?? oldest[1]) === oldest[1]
          default:
            return difference === 0
        }
      },
    ),
  )
}

describe('the lock file', () => {
  it('holds packages', () => {
    expect(packages.length).toBeGreaterThan(100)
  })

  it('holds no package with an install script', () => {
    expect(
      packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([name]) => name),
    ).toEqual([])
  })

  it('holds no package that excludes the oldest Node', () => {
    const ranges = packages.flatMap(([name, { engines }]) =>
      engines !== undefined && !Array.isArray(engines) && engines['node'] !== undefined
        ? [{ name, range: engines['node'] }]
        : [],
    )
    expect(ranges.filter(({ range }) => !admitsOldest(range))).toEqual([])
  })

  it('tells ranges that exclude it', () => {
    for (const range of ['>=22', '^22.12.0 || >=24', '18 || 22', '^20.20', '<20', '~20.18.0', '18.*'])
      expect(admitsOldest(range), range).toBe(false)
    for (const range of ['*', '>= 0.8', '^20.19.0 || >=22.12.0', '10.* || >= 12.*', '14 || >=14.17', '>=v12'])
      expect(admitsOldest(range), range).toBe(true)
  })

  it('lists the binaries of every platform, so that npm ci works on each', () => {
    const names = new Set(packages.map(([name]) => name))
    const missing = packages.flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !names.has(`node_modules/${name}`) && !names.has(`${owner}/node_modules/${name}`),
      ),
    )
    expect(missing).toEqual([])
  })

  it('names no registry but the public one', () => {
    const hosts = new Set(
      packages.flatMap(([, { resolved }]) => (resolved === undefined ? [] : [new URL(resolved).host])),
    )
    expect([...hosts].filter((host) => host !== 'registry.npmjs.org')).toEqual([])
  })
})
