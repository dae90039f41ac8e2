/**
 * Our engine beside LangGraph.js with a callback handler, on the same graphs: each in a process of its own, one sample at a
 * time, interleaved. LangGraph has more duties (channels, checkpoints); the ratio says what a user pays.
 */
import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../runtime/cli/package-info.ts'
import { median, ratioOf } from './engine/compare.ts'
import type { GraphName, SampleOrder } from './engine/engine-process.ts'
import { formatTable, recordTable } from './record-table.ts'

const rounds = 5
const order = { heatMs: 600, sampleMs: 600 }

async function startWorker(script: string): Promise<ChildProcess> {
  const worker = fork(script)
  await once(worker, 'message')
  return worker
}

async function measure(worker: ChildProcess, graph: GraphName): Promise<number> {
  const answered = once(worker, 'message')
  worker.send({ graph, ...order } satisfies SampleOrder)
  // The workers answer with `{ us }`.
  const [{ us }] = (await answered) as [{ us: number }]
  return us
}

export async function runPeersBench(): Promise<number> {
  const folder = join(packageRoot(), 'bench', 'peers')
  if (!existsSync(join(folder, 'node_modules'))) {
    process.stderr.write(
      'The peers are not installed. Run: npm install --ignore-scripts --prefix bench/peers\n',
    )
    return 2
  }
  const ours = await startWorker(fileURLToPath(new URL('./engine/engine-process.js', import.meta.url)))
  const theirs = await startWorker(join(folder, 'langgraph.mjs'))
  const rows: string[][] = []
  for (const [graph, what] of [
    ['line', 'line of 100 nodes'],
    ['router', 'router'],
  ] as const) {
    const times = { ours: [] as number[], theirs: [] as number[] }
    for (let round = 0; round <= rounds; round += 1) {
      const first = round % 2 === 0
      const early = await measure(first ? ours : theirs, graph)
      const late = await measure(first ? theirs : ours, graph)
      // The first round compiles both.
      if (round === 0) continue
      times.ours.push(first ? early : late)
      times.theirs.push(first ? late : early)
    }
    const ratio = 1 / ratioOf({ us: times.theirs }, { us: times.ours }).median
    rows.push([
      what,
      `${median(times.theirs).toFixed(0)} µs`,
      `${median(times.ours).toFixed(1)} µs`,
      `1/${(1 / ratio).toFixed(0)}`,
      '≤ 1/100',
      '≤ 1/500',
    ])
  }
  ours.kill()
  theirs.kill()
  const head = ['graph', 'LangGraph.js 1.7.3, callbacks', 'engine, full trace', 'ratio', 'gate', 'goal']
  recordTable('engine-peers', formatTable(head, rows))
  return 0
}
