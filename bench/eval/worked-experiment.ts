/**
 * Puts a report of a worked experiment where it is read: its tables into bench/README.md; of the English desk the same
 * tables into README.md and its chart beside the example too. The file comes from `signalbox experiment run
 * examples/support-desk/experiment.json --json`, or from `experiment-zh.json`; nothing is computed here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { packageRoot } from '../../runtime/cli/package-info.ts'
import { reportSchema } from '../../runtime/core/wire/experiments.ts'
import { drawPareto } from '../../runtime/evaluation/reports/charts/draw-pareto.ts'
import { renderMarkdownTables } from '../../runtime/evaluation/reports/render-markdown.ts'
import { sayComparisons } from '../../runtime/evaluation/reports/say-verdict.ts'
import { recordTable, replaceSection } from '../record-table.ts'

const section = 'worked-experiment'
const chineseDesk = 'support-desk-zh'

export async function recordWorkedExperiment(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [file] = positionals
  if (file === undefined) {
    process.stderr.write('Name the file with the report: npm run eval -- worked-experiment REPORT.json\n')
    return 2
  }
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const chart = drawPareto(report, 'en')
  if (!report.isComplete || chart === null) {
    process.stderr.write('This report is partial: a part of the rows is no result.\n')
    return 1
  }
  const sentences = sayComparisons(report, 'en').map((sentence) => `- ${sentence}`)
  const tables = renderMarkdownTables(report, 'en')
  const isChinese = report.experiment.definition.dataset === chineseDesk
  recordTable(isChinese ? `${section}-zh` : section, [tables, sentences.join('\n')].join('\n\n'))
  if (isChinese) return 0
  const readme = join(packageRoot(), 'README.md')
  writeFileSync(readme, replaceSection(readFileSync(readme, 'utf8'), section, tables))
  writeFileSync(join(packageRoot(), 'examples', 'support-desk', 'experiment.svg'), `${chart}\n`)
  return 0
}
