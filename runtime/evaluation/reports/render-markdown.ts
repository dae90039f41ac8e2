/** A report as Markdown. */
import type { Locale } from '../../core/errors/localise.ts'
import type { Report } from '../../core/wire/experiments.ts'
import { sayFacts, sayReading, sayWarnings } from './report-facts.ts'
import type { TablePart } from './report-table.ts'
import { layOutTable } from './report-table.ts'
import { say } from './say.ts'
import type { SentenceStyle } from './say-verdict.ts'
import { sayComparisons } from './say-verdict.ts'

const style: SentenceStyle = {
  words: (text) => text,
  name: escapeMarkdown,
  slice: (text) => `*${escapeMarkdown(text)}*`,
}

/** The whole report; see {@link renderMarkdownTables} for the tables alone. */
export function renderMarkdown(report: Report, locale: Locale): string {
  const name = escapeMarkdown(report.experiment.definition.name)
  const verdicts = sayComparisons(report, locale, style).map((sentence) => `- ${sentence}`)
  const warnings = sayWarnings(report, locale).map((warning) => `- ${escapeMarkdown(warning)}`)
  const { facts, partial } = sayFacts(report, locale)
  const blocks = [
    `# ${say(locale, 'title', { name })}`,
    ...(partial === null ? [] : [`**${partial}**`]),
    facts,
    renderMarkdownTables(report, locale),
    sayReading(report, locale),
    ...(verdicts.length === 0 ? [] : [`## ${say(locale, 'verdictsHeading')}`, verdicts.join('\n')]),
    ...(warnings.length === 0 ? [] : [`## ${say(locale, 'warningsHeading')}`, warnings.join('\n')]),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Quality with verdicts, then time; both have one row a variant in the same order. */
export function renderMarkdownTables(report: Report, locale: Locale): string {
  return (['quality', 'time'] as const).map((part) => renderTable(report, locale, part)).join('\n\n')
}

function renderTable(report: Report, locale: Locale, part: TablePart): string {
  const { columns, rows } = layOutTable(report, locale, part, escapeMarkdown)
  const texts = [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells)]
  const widths = columns.map((_, i) => Math.max(3, ...texts.map((cells) => cells[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`
  const [head = [], ...others] = texts
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n')
}

/** Everything that Markdown or HTML would take for more than a character; breaks become blanks. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~!]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
}
