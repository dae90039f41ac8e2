// @vitest-environment jsdom
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../../core/errors/localise.ts'
import { makeCell, makeExperiment, makeVariant } from '../../testing/experiment-cells.ts'
import { buildReport } from './build-report.ts'
import { drawEffects, drawEffectsByIntent } from './charts/draw-forest.ts'
import { drawPareto } from './charts/draw-pareto.ts'
import { drawParts } from './charts/draw-parts.ts'
import { renderMarkdownTables } from './render-markdown.ts'
import { renderReport } from './render-report.ts'

const locales: readonly Locale[] = ['en', 'zh-CN']

interface Names {
  readonly base: string
  readonly routed: string
  readonly intent: string
  readonly metric?: string
}

/** A hundred rows on which the second variant is better for one intent and slower everywhere. */
function makeReport({ base, routed, intent, metric = 'own' }: Names) {
  const variants = [makeVariant({ id: 'base', name: base }), makeVariant({ id: 'routed', name: routed })]
  const rows = Array.from({ length: 100 }, (_, i) => ({
    id: `r${i}`,
    expected: { answers: ['yes'], intent: i < 60 ? intent : 'delay' },
  }))
  const cells = rows.flatMap(({ id }, i) => [
    makeCell({
      variant: 'base',
      row: id,
      wallMs: 10 + (i % 7),
      scores: { em: i % 2, f1: (i % 5) / 5, [metric]: 1 },
    }),
    makeCell({
      variant: 'routed',
      row: id,
      wallMs: 12 + (i % 7),
      scores: { em: i < 60 ? 1 : i % 2, f1: i < 60 ? 1 : (i % 5) / 5, [metric]: 1 },
    }),
  ])
  return buildReport({ experiment: makeExperiment({ variants, rows: 100 }), rows, cells })
}

const plain = makeReport({ base: 'base', routed: 'routed', intent: 'refund' })
const empty = buildReport({
  experiment: makeExperiment({ variants: [makeVariant({ id: 'base' })], rows: 0 }),
  rows: [],
  cells: [],
})

describe('a report as Markdown', () => {
  it('says the table, the verdicts and what they rest on', () => {
    expect(renderReport(plain, 'md', 'en')).toMatchSnapshot()
    expect(renderReport(plain, 'md', 'zh-CN')).toMatchSnapshot()
  })

  it('marks a table without rows as no result', () => {
    expect(renderReport(empty, 'md', 'en')).toContain('**Partial: 0 of 0 cells. This is no result.**')
    expect(renderReport(empty, 'md', 'en')).toContain('The dataset has no rows')
  })

  it('keeps hostile names within their cells', () => {
    const hostile = makeReport({
      base: '| a\n## b [x](http://evil) <img src=x onerror=alert(1)>',
      routed: '`code` *bold* {clauses} &lt;',
      intent: '_i_ | <b>',
      metric: '|m|',
    })
    const text = renderReport(hostile, 'md', 'en')
    expect(text).not.toMatch(/^## b/m)
    expect(text).not.toMatch(/(?<!\\)<(?!\s\.001)/)
    expect(text).not.toMatch(/(?<!\\)\]\(/)
    const [head = '', ...lines] = renderMarkdownTables(hostile, 'en').split('\n\n')[0]?.split('\n') ?? []
    const count = (line: string) => line.match(/(?<!\\)\|/g)?.length
    for (const line of lines) expect(count(line)).toBe(count(head))
  })
})

describe('a report as CSV', () => {
  const read = (text: string) =>
    Papa.parse<Record<string, string>>(text, { header: true, newline: '\r\n' }).data

  it('has a line a variant and slice, every number in its column', () => {
    const lines = read(renderReport(plain, 'csv', 'en')).slice(0, -1)
    expect(lines.map(({ variant, slice, value, n }) => [variant, slice, value, n])).toEqual([
      ['base', '', '', '100'],
      ['base', 'intent', 'delay', '40'],
      ['base', 'intent', 'refund', '60'],
      ['routed', '', '', '100'],
      ['routed', 'intent', 'delay', '40'],
      ['routed', 'intent', 'refund', '60'],
    ])
    expect(lines[3]).toMatchObject({
      em: '0.8',
      em_n: '100',
      em_verdict: 'better',
      em_effect: '0.3',
      p50Ms_effect: '2',
    })
    expect(lines[5]).toMatchObject({ f1: '1', f1_verdict: 'better', em_verdict: '' })
    expect(Number(lines[3]?.['em_low'])).toBeCloseTo(plain.variants[1]?.quality['em']?.low ?? NaN, 12)
  })

  it('holds no formula, whoever named what', () => {
    const hostile = makeReport({
      base: '=1+1',
      routed: '@SUM(A1)',
      intent: '＝cmd',
      metric: '=HYPERLINK("x")',
    })
    const cells = Papa.parse<string[]>(renderReport(hostile, 'csv', 'zh-CN'), { newline: '\r\n' }).data.flat()
    expect(
      cells.filter((cell) => /^[=+\-@＝＋－＠\t\r]/.test(cell) && !/^-?[\d.]+(e-?\d+)?$/.test(cell)),
    ).toEqual([])
    expect(cells).toContain("'=1+1")
    expect(cells).toContain("'＝cmd")
  })
})

describe('a report as HTML', () => {
  const parse = (text: string) => new DOMParser().parseFromString(text, 'text/html')
  const hostileName = `"><script>alert(1)</script><img src=x onerror=alert(1)>' & \u0000{n}`

  it.each(locales)(
    'in %s is one file with table, verdicts and charts, that runs and loads nothing',
    (locale) => {
      const page = parse(renderReport(plain, 'html', locale))
      expect(page.documentElement.lang).toBe(locale)
      expect(page.querySelectorAll('script, link, iframe, img, object')).toHaveLength(0)
      expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'")
      // Quality, time, and the intents.
      expect(page.querySelectorAll('table')).toHaveLength(3)
      // Front, effects, parts, and the intents of the variant.
      expect([...page.querySelectorAll('svg')].every((svg) => svg.getAttribute('aria-label') !== '')).toBe(
        true,
      )
      expect(page.querySelectorAll('svg')).toHaveLength(4)
      expect(page.querySelector('li em')?.textContent).toBe('refund')
    },
  )

  it('shows hostile names as they are', () => {
    const hostile = makeReport({
      base: hostileName,
      routed: hostileName,
      intent: hostileName,
      metric: hostileName,
    })
    const page = parse(renderReport(hostile, 'html', 'en'))
    expect(page.querySelectorAll('script, img')).toHaveLength(0)
    for (const one of page.querySelectorAll('*'))
      for (const { name } of one.attributes) expect(name).not.toMatch(/^on/)
    expect(page.querySelector('tbody th')?.textContent).toContain('<script>alert(1)</script>')
  })

  it('shows what there is of an empty table', () => {
    const page = parse(renderReport(empty, 'html', 'zh-CN'))
    expect(page.querySelectorAll('svg')).toHaveLength(0)
    expect(page.querySelector('.partial')?.textContent).toContain('不能算作结果')
  })
})

it('a report as JSON is the report', () => {
  expect(JSON.parse(renderReport(plain, 'json', 'en'))).toEqual(JSON.parse(JSON.stringify(plain)))
})

describe('charts', () => {
  it('stand alone as well-formed pictures, whatever the names are', () => {
    const hostile = makeReport({ base: '<a>&"\'', routed: '\u0007]]>', intent: '<!--' })
    const pictures = locales.flatMap((locale) => [
      drawPareto(hostile, locale),
      drawEffects(hostile, locale),
      drawEffectsByIntent(hostile, 'routed', locale),
      drawParts(hostile, locale),
    ])
    for (const picture of pictures) {
      const parsed = new DOMParser().parseFromString(picture ?? '', 'image/svg+xml')
      expect(parsed.querySelector('parsererror')).toBeNull()
      expect(parsed.documentElement.tagName).toBe('svg')
      for (const one of parsed.querySelectorAll('*'))
        for (const { value } of one.attributes) expect(value).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('are left out where there is nothing to draw', () => {
    expect([drawPareto(empty, 'en'), drawEffects(empty, 'en'), drawParts(empty, 'en')]).toEqual([
      null,
      null,
      null,
    ])
    expect(drawEffectsByIntent(plain, 'base', 'en')).toBeNull()
  })
})
