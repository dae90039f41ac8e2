/** The product's server twice in one process: with runs that are stored, and with runs that are only computed. */
import { rm } from 'node:fs/promises'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedExample } from '../../runtime/cli/example/seed-example.ts'
import { packageRoot } from '../../runtime/cli/package-info.ts'
import type { RunService } from '../../runtime/core/services/runs.ts'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import type { Json } from '../../runtime/core/values.ts'
import { createRuntime, createServer } from '../../runtime/node.ts'
import { echoPipeline } from '../../runtime/testing/pipelines.ts'

export interface ServedAddresses {
  readonly plain: string
  readonly stored: string
}

const dataDir = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
const runtime = await createRuntime({ dataDir })
const silent = { say: () => undefined, progress: () => undefined }
await seedExample(
  runtime.services,
  join(packageRoot(), 'examples', 'support-desk'),
  silent,
  join(dataDir, 'seeded'),
)
await runtime.services.pipelines.create(echoPipeline)

/** Runs without a summary, a stored trace or followers; the route and its answer are the same. */
const startPlain: RunService['start'] = async (pipelineId, { inputs, headers = {} }) => {
  const result = await runtime.run(pipelineId, inputs, { headers })
  const outputs = Object.fromEntries(
    // Port values are plain JSON by contract.
    Object.entries(result.outputs).map(([name, value]) => [name, { value: value as Json }]),
  )
  const { runId, status, decisions, timing } = result
  return {
    runId,
    isRepeat: false,
    // The route does not read it.
    finished: Promise.resolve({} as RunSummary),
    outcome: () => Promise.resolve({ status, outputs, decisions, timing }),
  }
}

const stored = await createServer(runtime, { port: 0 })
/** The metrics of the other server count its stored runs; they are to be counted once. */
const observe: RunService['observe'] = () => () => undefined
const plain = await createServer(
  { services: { ...runtime.services, runs: { ...runtime.services.runs, start: startPlain, observe } } },
  { port: 0 },
)
process.send?.({ plain: plain.address, stored: stored.address } satisfies ServedAddresses)

// Asked between samples: the CPU time of this process so far, in microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.(user + system)
})
process.on('SIGTERM', () => {
  void Promise.all([stored.close(), plain.close()])
    .then(() => runtime.close())
    .then(() => rm(dataDir, { recursive: true, force: true }))
    .then(() => process.exit(0))
})
