import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../cli/package-info.ts'
import { createRandom } from '../core/random.ts'
import type { Cell, CreateExperiment } from '../core/wire/experiments.ts'
import type { Runtime } from '../node.ts'
import { createRuntime } from '../node.ts'
import { fillLab, labNodes } from '../testing/experiment-lab.ts'

const kills = 20
const rows = 2_000

const newDirectory = () => mkdtemp(join(tmpdir(), 'signalbox-killed-experiment-'))
let dataDir = ''
let undisturbedDir = ''
beforeAll(async () => {
  dataDir = await newDirectory()
  undisturbedDir = await newDirectory()
})
afterAll(() =>
  Promise.all([dataDir, undisturbedDir].map((directory) => rm(directory, { recursive: true, force: true }))),
)

const progressSchema = z.object({ done: z.int() })

/** Calls `onDone` with the cells stored so far. Resolves with the signal that ended the process, null when it ended by itself. */
async function runProcess(onDone: (done: number, child: ChildProcess) => void): Promise<string | null> {
  const script = join(packageRoot(), 'dist/runtime/testing/experiment-process.js')
  const child = fork(script, [dataDir, String(rows)], { stdio: 'inherit' })
  child.on('message', (message) => onDone(progressSchema.parse(message).done, child))
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal
}

/** What the experiment found, without its times. */
async function resultsOf({ services: { experiments } }: Runtime) {
  const [experiment] = await experiments.list()
  const id = experiment?.id ?? ''
  const cells: Partial<Cell>[] = []
  for await (const batch of experiments.readCells(id)) {
    for (const { wallMs: _wall, ttftMs: _ttft, parts: _parts, runId: _run, ...cell } of batch)
      cells.push(cell)
  }
  const { variants, warnings, isComplete } = await experiments.report(id)
  const quality = variants.map((variant) => variant.quality)
  return { experiment, cells, metrics: JSON.stringify({ quality, warnings, isComplete }) }
}

/** The same experiment from its beginning to its end, its steps without waiting. */
async function runUndisturbed(definition: CreateExperiment): Promise<Runtime> {
  const runtime = await createRuntime({ dataDir: undisturbedDir, nodes: labNodes })
  const { experiments } = runtime.services
  await fillLab(runtime.services, rows)
  const variants = definition.variants.map((variant) => ({
    ...variant,
    overrides: variant.overrides?.filter(({ path }) => path !== 'config.waitMs') ?? [],
  }))
  const { id } = await experiments.create({ ...definition, variants })
  await experiments.start(id)
  await experiments.wait(id)
  return runtime
}

it(`measures ${rows} rows once each through ${kills} kills`, { timeout: 240_000 }, async () => {
  const random = createRandom(11)
  let killed = 0
  for (let stored = 0; killed < kills;) {
    let first: number | undefined
    const target = 20 + random.below(30)
    const signal = await runProcess((done, child) => {
      first ??= done
      // Acknowledged cells stay, whatever was under way.
      expect(done).toBeGreaterThanOrEqual(stored)
      stored = done
      if (done >= first + target) child.kill('SIGKILL')
    })
    expect(signal).toBe('SIGKILL')
    killed += 1
  }
  expect(await runProcess(() => undefined)).toBeNull()

  const after = await createRuntime({ dataDir, nodes: labNodes })
  const disturbed = await resultsOf(after)
  await after.close()
  expect(disturbed.experiment).toMatchObject({ state: 'complete', cells: { done: rows, total: rows } })
  expect(disturbed.cells).toHaveLength(rows)
  expect(new Set(disturbed.cells.map(({ row }) => row)).size).toBe(rows)
  const { definition } = disturbed.experiment ?? {}
  if (definition === undefined) throw new Error('no experiment')
  const reference = await runUndisturbed(definition)
  const undisturbed = await resultsOf(reference)
  await reference.close()
  expect(disturbed.metrics).toBe(undisturbed.metrics)
  expect(JSON.stringify(disturbed.cells)).toBe(JSON.stringify(undisturbed.cells))
})
