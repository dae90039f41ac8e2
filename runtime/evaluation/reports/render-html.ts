/** A report as one HTML file that needs nothing else: style inside, charts as SVG, no script. */
import type { Locale } from '../../core/errors/localise.ts'
import type { Report } from '../../core/wire/experiments.ts'
import { drawEffects, drawEffectsByIntent } from './charts/draw-forest.ts'
import { drawPareto } from './charts/draw-pareto.ts'
import { drawParts } from './charts/draw-parts.ts'
import { element, escapeMarkup } from './charts/svg.ts'
import { sayFacts, sayReading, sayWarnings } from './report-facts.ts'
import type { TablePart } from './report-table.ts'
import { layOutSlice, layOutTable } from './report-table.ts'
import { nameMetric, say } from './say.ts'
import type { SentenceStyle } from './say-verdict.ts'
import { sayComparisons } from './say-verdict.ts'
import { intentSlice } from './slices.ts'

const sentences: SentenceStyle = {
  words: escapeMarkup,
  name: escapeMarkup,
  slice: (text) => `<em>${escapeMarkup(text)}</em>`,
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e8ebef); --soft: light-dark(#545b65, #a9b1bc); --line: light-dark(#dcd9d0, #2c3541); --ground: light-dark(#f6f5f1, #0f1318); --panel: light-dark(#fcfbf9, #1a2028); --caution: light-dark(#916100, #e0b03e); }
body { margin: 0 auto; padding: 32px 24px; max-width: 1400px; color: var(--ink); background: var(--ground); font: 14px/22px system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif; }
h1 { font-size: 22px; line-height: 30px; } h2 { margin: 32px 0 8px; font-size: 16px; }
p, li { max-width: 110ch; } .soft { color: var(--soft); }
.partial, .warnings { border-inline-start: 3px solid var(--caution); padding-inline-start: 12px; }
.table { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; margin: 12px 0; }
table { min-width: 100%; border-collapse: collapse; font-size: 13px; line-height: 20px; font-variant-numeric: tabular-nums; } th, td { padding: 6px; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); } thead th { vertical-align: bottom; }
.interval { white-space: nowrap; font-size: 11px; line-height: 16px; color: var(--soft); } .number .interval { display: block; } .word { white-space: nowrap; }
th:first-child, td:first-child { padding-inline-start: 12px; } th:last-child, td:last-child { padding-inline-end: 12px; }
tr:last-child > * { border-bottom: 0; } th.number, td.number { text-align: end; } tbody th { min-width: 112px; font-weight: 600; } td.text { min-width: 92px; }
.charts { display: flex; flex-wrap: wrap; gap: 16px; } figure { margin: 0; max-width: 720px; } figcaption { color: var(--soft); margin-bottom: 4px; } svg { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
`

/** Names are escaped wherever they stand; the policy in its head keeps the file from running or loading anything. */
export function renderHtml(report: Report, locale: Locale): string {
  const title = say(locale, 'title', { name: report.experiment.definition.name })
  const { facts, partial } = sayFacts(report, locale)
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    element('title', {}, [escapeMarkup(title)]),
    `<style>${style}</style>`,
  ]
  const body = [
    element('h1', {}, [escapeMarkup(title)]),
    ...(partial === null ? [] : [element('p', { class: 'partial' }, [escapeMarkup(partial)])]),
    element('p', { class: 'soft' }, [escapeMarkup(facts)]),
    renderTable(report, locale, 'quality'),
    renderTable(report, locale, 'time'),
    element('p', { class: 'soft' }, [escapeMarkup(sayReading(report, locale))]),
    ...renderList('verdictsHeading', sayComparisons(report, locale, sentences), locale),
    ...renderList('warningsHeading', sayWarnings(report, locale).map(escapeMarkup), locale),
    renderCharts(report, locale),
    ...renderSlices(report, locale),
  ]
  return `<!doctype html>\n<html lang="${locale}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.join('\n')}\n</body>\n</html>\n`
}

function renderTable(report: Report, locale: Locale, part: TablePart): string {
  const { columns, rows } = layOutTable(report, locale, part)
  return renderCells(
    columns.map(({ title, isNumeric }) => ({ title, isNumeric })),
    rows.map(({ cells }) => cells),
  )
}

interface Heading {
  readonly title: string
  readonly isNumeric: boolean
}

/** The first cell of a row names it. */
function renderCells(headings: readonly Heading[], rows: readonly (readonly string[])[]): string {
  // A name such as ROUGE-L is not broken at its hyphen.
  const classOf = (i: number) => {
    const { isNumeric = false, title = '' } = headings[i] ?? {}
    return { class: [...(isNumeric ? ['number'] : []), ...(title.includes(' ') ? [] : ['word'])].join(' ') }
  }
  const head = headings.map(({ title }, i) =>
    element('th', { scope: 'col', ...classOf(i) }, [escapeMarkup(title)]),
  )
  const body = rows.map((cells) =>
    element(
      'tr',
      {},
      cells.map((cell, i) =>
        i === 0
          ? element('th', { scope: 'row' }, [escapeMarkup(cell)])
          : element('td', { class: headings[i]?.isNumeric === true ? 'number' : 'text' }, [
              markIntervals(cell),
            ]),
      ),
    ),
  )
  const table = element('table', {}, [
    element('thead', {}, [element('tr', {}, head)]),
    `<tbody>${body.join('')}</tbody>`,
  ])
  return element(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': headings[0]?.title ?? '' },
    [table],
  )
}

/** Where there is little room an interval goes to a line of its own, whole. */
function markIntervals(cell: string): string {
  return escapeMarkup(cell).replaceAll(
    /\[[^\]]*\]/g,
    (interval) => `<span class="interval">${interval}</span>`,
  )
}

function renderList(
  heading: 'verdictsHeading' | 'warningsHeading',
  items: readonly string[],
  locale: Locale,
): string[] {
  if (items.length === 0) return []
  return [
    element('h2', {}, [escapeMarkup(say(locale, heading))]),
    element(
      'ul',
      heading === 'warningsHeading' ? { class: 'warnings' } : {},
      items.map((item) => element('li', {}, [item])),
    ),
  ]
}

function renderCharts(report: Report, locale: Locale): string {
  const metric = nameMetric(locale, report.experiment.definition.primaryMetric)
  const baseline = report.variants.find(({ isBaseline }) => isBaseline)?.name ?? ''
  const charts = [
    [say(locale, 'paretoHeading', { metric }), drawPareto(report, locale)],
    [say(locale, 'effectHeading', { metric, baseline }), drawEffects(report, locale)],
    [say(locale, 'partsHeading'), drawParts(report, locale)],
  ] as const
  return figures(charts)
}

function figures(charts: readonly (readonly [string, string | null])[]): string {
  const drawn = charts.flatMap(([caption, chart]) =>
    chart === null
      ? []
      : [element('figure', {}, [element('figcaption', {}, [escapeMarkup(caption)]), chart])],
  )
  return drawn.length === 0 ? '' : element('div', { class: 'charts' }, drawn)
}

/** For each slice a table of the primary metric, and by intent the forest of every variant. */
function renderSlices(report: Report, locale: Locale): string[] {
  const { primaryMetric } = report.experiment.definition
  const metric = nameMetric(locale, primaryMetric)
  const names = [...new Set(report.variants.flatMap(({ slices }) => Object.keys(slices)))]
  return names.flatMap((name) => {
    const { columns, rows } = layOutSlice(report, locale, name)
    if (rows.length === 0) return []
    const slice = name === intentSlice ? say(locale, 'byIntent') : name
    const forests = report.variants.map(
      (variant) => [variant.name, drawEffectsByIntent(report, variant.id, locale)] as const,
    )
    return [
      element('h2', {}, [escapeMarkup(say(locale, 'slicesHeading', { metric, slice }))]),
      renderCells(
        columns,
        rows.map(({ cells }) => cells),
      ),
      ...(name === intentSlice ? [figures(forests)] : []),
    ]
  })
}
