/** A report as a file of the kind that is asked for. */
import type { Locale } from '../../core/errors/localise.ts'
import type { Report } from '../../core/wire/experiments.ts'
import { renderCsv } from './render-csv.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'

export const reportFormats = ['json', 'md', 'csv', 'html'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Media type of each format, as HTTP names it. */
export const reportMediaTypes: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

export function renderReport(report: Report, format: ReportFormat, locale: Locale): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`
    case 'md':
      return renderMarkdown(report, locale)
    case 'csv':
      return renderCsv(report)
    case 'html':
      return renderHtml(report, locale)
  }
}
