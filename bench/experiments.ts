/**
 * What an experiment costs beside running its pipeline: overhead a row, cells a second of a pipeline that waits 1 ms, memory over
 * rows, and reading results. SQLite on disk; the variants give the same, so no traces are kept but where the row says so.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '../runtime/core/random.ts'
import type { CreateExperiment } from '../runtime/core/wire/experiments.ts'
import { compile } from '../runtime/engine/compile.ts'
import { bootstrapBca } from '../runtime/evaluation/stats/bootstrap.ts'
import type { Runtime } from '../runtime/node.ts'
import { createRuntime } from '../runtime/node.ts'
import { fillLab, labExperiment, labNodes, labPipeline, labRows } from '../runtime/testing/experiment-lab.ts'
import { builtinNodes } from '../nodes/index.ts'
import { formatTable, recordTable } from './record-table.ts'

type Row = readonly [what: string, measured: string, gate: string]

const rows = 10_000
const gate = (isMet: boolean, text: string) => `${text} ${isMet ? 'met' : 'missed'}`

const variantsOf = (count: number, waitMs: number): CreateExperiment['variants'] =>
  Array.from({ length: count }, (_, index) => ({
    id: `v${index}`,
    name: `V${index}`,
    pipeline: 'lab',
    overrides: [{ node: 'step', path: 'config.waitMs', value: waitMs }],
  }))

interface Measured {
  readonly id: string
  readonly seconds: number
  readonly cpuSeconds: number
  readonly cells: number
}

async function measure(runtime: Runtime, change: Partial<CreateExperiment>): Promise<Measured> {
  const { experiments } = runtime.services
  const { id } = await experiments.create(labExperiment({ baseline: 'v0', warmUp: 10, ...change }))
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  await experiments.start(id)
  const { state, cells } = await experiments.wait(id)
  if (state !== 'complete' || cells.failed > 0) throw new Error(`${state}, ${cells.failed} failed`)
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - startedMs) / 1_000
  return { id, seconds, cpuSeconds: (user + system) / 1e6, cells: cells.done }
}

/** Seconds that the pipeline alone takes for the rows, one after another. */
async function runAlone(): Promise<number> {
  const pipeline = compile(labPipeline, { nodes: [...builtinNodes, ...labNodes] })
  const inputs = labRows(rows)
  const startedMs = performance.now()
  for (const row of inputs) await pipeline.run(row.inputs)
  return (performance.now() - startedMs) / 1_000
}

async function overheadRows(runtime: Runtime): Promise<Row[]> {
  await runAlone()
  const alone = await runAlone()
  const quiet = await measure(runtime, { variants: variantsOf(1, 0) })
  const traced = await measure(runtime, { variants: variantsOf(1, 0), traces: 'all', limit: 2_000 })
  const overhead = (one: Measured) => (1_000 * one.seconds) / one.cells - (1_000 * alone) / rows
  const say = (ms: number) => `${ms.toFixed(3)} ms`
  return [
    ['running the pipeline alone, a row', say((1_000 * alone) / rows), ''],
    ['overhead of an experiment, a cell', say(overhead(quiet)), gate(overhead(quiet) <= 0.5, '≤ 0.5 ms')],
    ['the same with every trace stored (2,000 cells)', say(overhead(traced)), ''],
  ]
}

/** Holds all threads of this process, and those that it begins, on the cores named. @throws where `taskset` is missing */
function keepOnCores(cores: string): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(process.pid)], {
    stdio: 'ignore',
  })
}

async function throughputRows(runtime: Runtime): Promise<Row[]> {
  const change = { variants: variantsOf(4, 1), concurrency: 64 }
  const cores = availableParallelism()
  const free = await measure(runtime, change)
  keepOnCores('0')
  const one = await measure(runtime, change)
  keepOnCores(`0-${cores - 1}`)
  const rate = one.cells / one.seconds
  const { experiments } = runtime.services
  const time = async (read: () => Promise<unknown>) => {
    const startedMs = performance.now()
    await read()
    return performance.now() - startedMs
  }
  const scoresMs = await time(() => experiments.scores(one.id))
  const reportMs = await time(() => experiments.report(one.id))
  return [
    [
      '10,000 rows × 4 variants of a 1 ms pipeline, 64 at a time, on one core',
      `${rate.toFixed(0)} cells/s, ${(rate / 4).toFixed(0)} dataset rows/s`,
      gate(rate >= 1_500, '≥ 1,500 cells/s'),
    ],
    ['the same on all cores', `${(free.cells / free.seconds).toFixed(0)} cells/s`, ''],
    [
      'the same a second of CPU, all threads counted',
      `${(free.cells / free.cpuSeconds).toFixed(0)} cells`,
      '',
    ],
    ['all 40,000 cells by column', `${scoresMs.toFixed(0)} ms`, ''],
    ['the report of 40,000 cells', `${(reportMs / 1_000).toFixed(2)} s`, ''],
  ]
}

const memoryRows = [1_000, 10_000, 40_000]

/** The most memory that stands while a dataset of so many rows is run, arrays of bytes included, MiB above where it began. */
async function peakMemory(count: number): Promise<number> {
  return withLab(count, async (runtime) => {
    const stand = () => {
      globalThis.gc?.()
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      return heapUsed + arrayBuffers
    }
    const change = { variants: variantsOf(4, 1), concurrency: 16 }
    // What is loaded and compiled at first use is no matter of rows.
    await measure(runtime, { ...change, limit: 100 })
    const before = stand()
    let most = before
    const timer = setInterval(() => (most = Math.max(most, stand())), 200)
    await measure(runtime, change)
    clearInterval(timer)
    return (most - before) / 2 ** 20
  })
}

async function memoryRow(): Promise<Row> {
  const peaks: string[] = []
  for (const count of memoryRows) peaks.push((await peakMemory(count)).toFixed(1))
  return [
    'most memory over datasets of 1,000, 10,000 and 40,000 rows, × 4 (`node --expose-gc`)',
    `${peaks.join(', ')} MiB`,
    '',
  ]
}

function bootstrapRow(): Row {
  const random = createRandom(1)
  const values = Float64Array.from({ length: 10_000 }, () => random.next())
  const startedMs = performance.now()
  bootstrapBca(values, { resamples: 10_000, seed: 1 })
  const seconds = (performance.now() - startedMs) / 1_000
  return ['BCa, 10,000 resamples at n = 10,000', `${seconds.toFixed(2)} s`, gate(seconds <= 1, '≤ 1 s')]
}

export async function runExperimentsBench(): Promise<void> {
  const table = await withLab(rows, async (runtime) => [
    ...(await overheadRows(runtime)),
    ...(await throughputRows(runtime)),
  ])
  table.push(await memoryRow(), bootstrapRow())
  recordTable('experiments', formatTable(['what', 'measured', 'gate'], table))
}

/** A runtime of its own with a dataset of so many rows. */
async function withLab<Result>(count: number, work: (runtime: Runtime) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'signalbox-bench-'))
  const runtime = await createRuntime({ dataDir, nodes: labNodes })
  try {
    await fillLab(runtime.services, count)
    return await work(runtime)
  } finally {
    await runtime.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
