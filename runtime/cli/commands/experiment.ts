/** `experiment run`, `experiment report` and `experiment list`. */
import type { Command } from 'commander'
import { Option } from 'commander'
import type { ReportFormat } from '../../evaluation/reports/render-report.ts'
import { renderReport, reportFormats } from '../../evaluation/reports/render-report.ts'
import type { CommandIo } from '../command-io.ts'
import type { RunExperimentFlags } from '../experiment/run-experiment-file.ts'
import { withServices } from '../services/open-services.ts'

interface ReportFlags {
  readonly format: ReportFormat
  readonly locale: 'en' | 'zh-CN'
  readonly baseline?: string
  readonly failOn?: string
  readonly dataDir?: string
}

const failOnText = 'exit with 1 when this holds, such as "routed.f1.value < base.f1.value"'

export function registerExperiment(program: Command, io: CommandIo): void {
  const experiment = program.command('experiment').summary('variants side by side on one dataset')
  experiment
    .command('run')
    .summary('run an experiment file to its end and print the comparison table')
    .argument('<file>', 'definition in JSON; pipelines and rows may be files beside it')
    .option('--resume', 'go on with the experiment that was planned from this file')
    .option('--fail-on <expression>', failOnText)
    .option('--data-dir <path>', 'where everything is kept')
    .action(async (file: string, flags: RunExperimentFlags) => {
      const { runExperimentFile } = await import('../experiment/run-experiment-file.ts')
      await runExperimentFile(file, flags, io)
    })
  experiment
    .command('report')
    .summary('the comparison table of an experiment')
    .argument('<id>', 'id of the experiment')
    .addOption(new Option('--format <name>', 'how it is written').choices(reportFormats).default('md'))
    .addOption(
      new Option('--locale <code>', 'language of Markdown and HTML').choices(['en', 'zh-CN']).default('en'),
    )
    .option('--baseline <variant>', 'compare with this variant instead; it has to be complete')
    .option('--fail-on <expression>', failOnText)
    .option('--data-dir <path>', 'where everything is kept')
    .action((id: string, { format, locale, baseline, failOn, dataDir }: ReportFlags) =>
      withServices({ dataDir }, async ({ experiments }) => {
        const report = await experiments.report(id, baseline)
        io.print(report, () => renderReport(report, format, locale).trimEnd())
        if (failOn === undefined) return
        const { applyGate } = await import('../experiment/run-experiment-file.ts')
        await applyGate(report, failOn, io)
      }),
    )
  experiment
    .command('list')
    .summary('all experiments and how far each is')
    .option('--data-dir <path>', 'where everything is kept')
    .action(({ dataDir }: { readonly dataDir?: string }) =>
      withServices({ dataDir }, async ({ experiments }) => {
        const items = await experiments.list()
        io.print(items, () =>
          items
            .map(({ id, state, cells, definition }) =>
              [id, state, `${cells.done} of ${cells.total} cells`, definition.name].join('  '),
            )
            .join('\n'),
        )
      }),
    )
}
