/** `experiment run`: plans what the file says, or finds the one that was planned from it, and runs it to its end. */
import { join, resolve } from 'node:path'
import { canonicalJson } from '../../core/document/content-hash.ts'
import { reviveFailure } from '../../client/transport.ts'
import { toFailure } from '../../core/errors/failure.ts'
import type { CreateExperiment, ExperimentSummary, Report } from '../../core/wire/experiments.ts'
import { experimentDefinitionSchema } from '../../core/wire/experiments.ts'
import { checkGate } from '../../evaluation/reports/fail-on.ts'
import { renderReport } from '../../evaluation/reports/render-report.ts'
import type { CommandIo } from '../command-io.ts'
import { prepareExperiment } from '../example/prepare-experiment.ts'
import type { CommandServices } from '../services/command-services.ts'
import { withServices } from '../services/open-services.ts'
import { readExperimentFile } from './read-experiment-file.ts'

export interface RunExperimentFlags {
  readonly resume?: boolean
  readonly failOn?: string
  readonly dataDir?: string
}

type Experiments = CommandServices['experiments']

/** @throws as {@link withServices}; failures of the definition, and of the experiment as a whole */
export function runExperimentFile(file: string, flags: RunExperimentFlags, io: CommandIo): Promise<void> {
  return withServices({ dataDir: flags.dataDir, isAlone: true }, async (services, path) => {
    await prepareExperiment(services, resolve(file), io, join(path, 'example.json'))
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
  })
}

async function findPlanned(
  experiments: Experiments,
  definition: CreateExperiment,
): Promise<ExperimentSummary | undefined> {
  const wanted = canonicalJson(experimentDefinitionSchema.parse(definition))
  return (await experiments.list()).find((one) => canonicalJson(one.definition) === wanted)
}

/** Says how far it is; an interrupt stops it after the cells under way. */
async function runToEnd(experiments: Experiments, id: string, io: CommandIo): Promise<ExperimentSummary> {
  let isInterrupted = false
  const stop = () => void experiments.stop(id).catch(() => undefined)
  const interrupt = () => {
    isInterrupted = true
    stop()
  }
  process.once('SIGINT', interrupt)
  try {
    io.say(`Experiment ${id}.`)
    await experiments.start(id)
    // An interrupt during the start found nothing to stop.
    if (isInterrupted) stop()
    for await (const { cells, remainingMs } of experiments.follow(id)) {
      const { done, failed, total } = cells
      const left = remainingMs === null ? '' : `, ${Math.ceil(remainingMs / 1_000)} s left`
      io.progress(total === 0 ? null : done / total, `${done} of ${total} cells, ${failed} failed${left}`)
    }
    return await experiments.wait(id)
  } catch (error) {
    const { code } = toFailure(error)
    if (code === 'STREAM_BROKEN' || code === 'SERVER_UNREACHABLE')
      io.say('The server went away. What has been measured stays; go on with --resume.')
    throw error
  } finally {
    process.off('SIGINT', interrupt)
  }
}

/** Exit code 1 when the condition holds; every figure that it names is shown. */
export async function applyGate(report: Report, expression: string, io: CommandIo): Promise<void> {
  const { isFailed, figures } = await checkGate(report, expression)
  for (const { path, value } of figures) io.say(`${path} = ${value}`)
  io.say(isFailed ? `The gate failed: ${expression}` : `The gate passed: not (${expression})`)
  if (isFailed) io.markNegative()
}
