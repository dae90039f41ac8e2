import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const pairs = new Map(
  [...css.matchAll(/--sb-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)
const themes = ['light', 'dark'] as const
const grounds = ['ground', 'canvas', 'panel', 'raised']
const texts = ['ink', 'ink-soft', 'accent', 'clear', 'caution', 'danger']
const marks = [...pairs.keys()].filter((name) => name.startsWith('port-')).concat('idle', 'ink-faint')

function colourOf(name: string, theme: (typeof themes)[number]): string {
  const pair = pairs.get(name)
  if (pair === undefined) throw new Error(`tokens.css has no colour "${name}"`)
  return pair[theme]
}

/** Relative luminance, WCAG 2.2. */
function luminanceOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrastOf(a: string, b: string): number {
  const [low = 0, high = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const cases = (names: readonly string[]) =>
  themes.flatMap((theme) => names.flatMap((name) => grounds.map((ground) => [theme, name, ground] as const)))

describe('design tokens', () => {
  it('name every port type, ground and ink', () => {
    expect(marks.filter((name) => name.startsWith('port-'))).toHaveLength(10)
    for (const name of [...grounds, ...texts]) expect(pairs.has(name), name).toBe(true)
  })

  it.each(cases(texts))('%s: text in %s is readable on %s', (theme, name, ground) => {
    expect(contrastOf(colourOf(name, theme), colourOf(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(cases(marks))('%s: %s is visible on %s', (theme, name, ground) => {
    expect(contrastOf(colourOf(name, theme), colourOf(ground, theme))).toBeGreaterThanOrEqual(3)
  })

  it.each(themes)('%s: text on the accent is readable', (theme) => {
    expect(contrastOf(colourOf('on-accent', theme), colourOf('accent', theme))).toBeGreaterThanOrEqual(4.5)
  })
})
