/** `experiment run`: plans what the file says, or finds the one that was planned from it, and runs it to its end. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { canonicalJson } from '../../core/document/content-hash.ts'
import { reviveFailure } from '../../client/transport.ts'
import type { ExperimentService } from '../../core/services/experiments.ts'
import type { CreateExperiment, ExperimentSummary, Report } from '../../core/wire/experiments.ts'
import { experimentDefinitionSchema } from '../../core/wire/experiments.ts'
import { checkGate } from '../../evaluation/reports/fail-on.ts'
import { renderReport } from '../../evaluation/reports/render-report.ts'
import type { CommandIo } from '../command-io.ts'
import { prepareExperiment } from '../example/prepare-experiment.ts'
import { openEgress } from '../open-egress.ts'
import { dataDirectory } from '../package-info.ts'
import { readExperimentFile } from './read-experiment-file.ts'

export interface RunExperimentFlags {
  readonly resume?: boolean
  readonly failOn?: string
  readonly dataDir?: string
}

/** @throws DATA_DIR_LOCKED while a server has the directory; failures of the definition, and of the experiment as a whole */
export async function runExperimentFile(
  file: string,
  flags: RunExperimentFlags,
  io: CommandIo,
): Promise<void> {
  const dataDir = dataDirectory(flags.dataDir)
  await mkdir(dataDir, { recursive: true })
  const { createRuntime } = await import('../../node.ts')
  const runtime = await createRuntime({ dataDir, egress: openEgress() })
  try {
    const { services } = runtime
    await prepareExperiment(services, resolve(file), io, join(dataDir, 'example.json'))
    const definition = await readExperimentFile(services, file, io)
    const { experiments } = services
    const planned =
      (flags.resume === true ? await findPlanned(experiments, definition) : undefined) ??
      (await experiments.create(definition))
    const ended = await runToEnd(experiments, planned.id, io)
    if (ended.error !== null) throw reviveFailure(ended.error)
    const report = await experiments.report(ended.id)
    io.print(report, () => renderReport(report, 'md', 'en').trimEnd())
    if (ended.state !== 'complete') {
      const { done, total } = ended.cells
      io.say(`Stopped at ${done} of ${total} cells. Go on with --resume.`)
      io.markNegative()
    } else if (flags.failOn !== undefined) await applyGate(report, flags.failOn, io)
  } finally {
    await runtime.close()
  }
}

async function findPlanned(
  experiments: ExperimentService,
  definition: CreateExperiment,
): Promise<ExperimentSummary | undefined> {
  const wanted = canonicalJson(experimentDefinitionSchema.parse(definition))
  return (await experiments.list()).find((one) => canonicalJson(one.definition) === wanted)
}

/** Says how far it is; an interrupt stops it after the cells under way. */
async function runToEnd(
  experiments: ExperimentService,
  id: string,
  io: CommandIo,
): Promise<ExperimentSummary> {
  const stop = () => void experiments.stop(id).catch(() => undefined)
  process.once('SIGINT', stop)
  try {
    io.say(`Experiment ${id}.`)
    await experiments.start(id)
    for await (const { cells, remainingMs } of experiments.follow(id)) {
      const { done, failed, total } = cells
      const left = remainingMs === null ? '' : `, ${Math.ceil(remainingMs / 1_000)} s left`
      io.progress(total === 0 ? null : done / total, `${done} of ${total} cells, ${failed} failed${left}`)
    }
    return await experiments.wait(id)
  } finally {
    process.off('SIGINT', stop)
  }
}

/** Exit code 1 when the condition holds; every figure that it names is shown. */
export async function applyGate(report: Report, expression: string, io: CommandIo): Promise<void> {
  const { isFailed, figures } = await checkGate(report, expression)
  for (const { path, value } of figures) io.say(`${path} = ${value}`)
  io.say(isFailed ? `The gate failed: ${expression}` : `The gate passed: not (${expression})`)
  if (isFailed) io.markNegative()
}
