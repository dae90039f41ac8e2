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

const supported = packages.find(([name]) => name === '')?.[1].engines

/** The oldest Node of each line that Signalbox says it runs on. */
const oldestOfLines = [
  [20, 19, 0],
  [22, 13, 0],
  [24, 0, 0],
]

/** Whether a Node lies in a range of npm's, in the forms that occur: `^20.19 || >=22`, `18 || 20`, `10.*`, `*`. */
function admits(range: string, oldest: readonly number[]): boolean {
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

  it('says which Node it needs', () => {
    expect(supported).toEqual({ node: '^20.19 || ^22.13 || >=24' })
  })

  it.each(oldestOfLines)('holds no package that excludes Node %i.%i.%i', (...version) => {
    const ranges = packages.flatMap(([name, { engines }]) =>
      engines !== undefined && !Array.isArray(engines) && engines['node'] !== undefined
        ? [{ name, range: engines['node'] }]
        : [],
    )
    expect(ranges.filter(({ range }) => !admits(range, version))).toEqual([])
  })

  it('tells ranges that exclude a version', () => {
    for (const range of ['>=22', '^22.12.0 || >=24', '18 || 22', '^20.20', '<20', '~20.18.0', '18.*'])
      expect(admits(range, [20, 19, 0]), range).toBe(false)
    for (const range of ['*', '>= 0.8', '^20.19.0 || >=22.12.0', '10.* || >= 12.*', '14 || >=14.17', '>=v12'])
      expect(admits(range, [20, 19, 0]), range).toBe(true)
    expect(admits('^20.12 || ^22.13 || >=24', [22, 12, 0])).toBe(false)
    expect(admits('^20.12 || ^22.13 || >=24', [23, 0, 0])).toBe(false)
    expect(admits('^20.12 || ^22.13 || >=24', [24, 0, 0])).toBe(true)
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

  it('names no registry: each installation uses its own', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([])
  })
})
