/**
 * Speed and size of intent models on CLINC150: training with the WebAssembly kernels against the same in plain JavaScript, what
 * eight bits cost, prediction, opening the file. Option: `--data DIR`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadUtterances } from '../runtime/cli/intent/load-utterances.ts'
import { createPacer } from '../runtime/core/pacer.ts'
import { hashFeatures, vectorise } from '../runtime/intent/features.ts'
import type { IntentModel } from '../runtime/intent/intent-model.ts'
import { mixScores, scoreMembers, trainMembers } from '../runtime/intent/members.ts'
import { parseIntentModel, serialiseIntentModel } from '../runtime/intent/model-file.ts'
import type { IntentExample } from '../runtime/intent/train-intent-model.ts'
import { trainIntentModel } from '../runtime/intent/train-intent-model.ts'
import { formatRatio, measureLatency } from './measure.ts'
import type { Cell } from './record-table.ts'
import { formatTable, recordTable } from './record-table.ts'

const SEED = 1
const LOADS = 20
const BYTES_PER_MB = 1_000_000

interface Training {
  readonly bytes: Uint8Array
  readonly seconds: number
  readonly cpuSeconds: number
}

export async function runIntentBench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string', default: '../shared/data' } } })
  const file = join(values.data, 'intent', 'clinc150', 'data.jsonl')
  const { inScope: examples } = await loadUtterances(file, 'train')
  const { inScope: scored } = await loadUtterances(file, 'test')
  const fast = await train(examples, 'auto')
  const plain = await train(examples, 'plain')
  const again = await train(examples, 'auto')
  const model = parseIntentModel(fast.bytes, 'measured')
  const latency = measureLatency(
    scored.map(({ text }) => text),
    (text) => model.predict(text),
  )
  const loadMs = measureLoads(fast.bytes)
  const loss = await measureLoss(model, examples, scored)
  const cpuSeconds = Math.min(fast.cpuSeconds, again.cpuSeconds)
  const rows: Cell[][] = [
    [
      'training and calibrating, processor seconds',
      cpuSeconds.toFixed(1),
      judge(cpuSeconds, 10),
      `${plain.cpuSeconds.toFixed(1)} in plain JavaScript: ${formatRatio(plain.cpuSeconds, cpuSeconds)}`,
    ],
    ['the same, seconds by the clock', Math.min(fast.seconds, again.seconds).toFixed(1), '', ''],
    [
      'same bytes from the same seed',
      isEqual(fast.bytes, again.bytes) && isEqual(fast.bytes, plain.bytes) ? 'yes' : 'no',
      'yes',
      'twice with WebAssembly, once in plain JavaScript',
    ],
    ['prediction p50, µs', (1000 * latency.p50).toFixed(0), judge(1000 * latency.p50, 100), ''],
    ['prediction p99, µs', (1000 * latency.p99).toFixed(0), judge(1000 * latency.p99, 500), ''],
    [
      'model, MB',
      (fast.bytes.length / BYTES_PER_MB).toFixed(1),
      judge(fast.bytes.length / BYTES_PER_MB, 20),
      '',
    ],
    ['accuracy lost to 8 bits, points', loss.toFixed(2), judge(loss, 0.1), 'against 32-bit floats'],
    ['opening the file in a new process, ms', loadMs.toFixed(0), judge(loadMs, 150), `best of ${LOADS}`],
  ]
  recordTable(
    'intent-speed',
    formatTable(
      [`CLINC150, ${examples.length} utterances, ${model.labels.length} intents`, 'measured', 'gate', ''],
      rows,
    ),
  )
}

async function train(examples: readonly IntentExample[], kernels: 'auto' | 'plain'): Promise<Training> {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  const { parts } = await trainIntentModel(examples, { seed: SEED, kernels })
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - startedMs) / 1000
  return { bytes: serialiseIntentModel(parts), seconds, cpuSeconds: (user + system) / 1e6 }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** Accuracy of the members in 32-bit floats minus that of the model in 8 bits, in points. */
async function measureLoss(
  model: IntentModel,
  examples: readonly IntentExample[],
  scored: readonly IntentExample[],
): Promise<number> {
  const { labels } = model
  const classes = labels.length
  const members = await trainMembers(
    {
      texts: examples.map(({ text }) => hashFeatures(text)),
      labels: Int32Array.from(examples, ({ intent }) => labels.indexOf(intent)),
      classes,
    },
    { seed: SEED, pacer: createPacer(), onProgress: () => undefined },
  )
  const rows = vectorise(
    scored.map(({ text }) => hashFeatures(text)),
    members.dictionary,
  )
  const scores = mixScores(scoreMembers(members, rows), model.parts.calibration.temperatures)
  const isRightInFloats = (row: number): boolean => {
    const own = scores.subarray(row * classes, (row + 1) * classes)
    return labels[own.indexOf(Math.max(...own))] === scored[row]?.intent
  }
  const inFloats = scored.filter((_, row) => isRightInFloats(row)).length
  const inBytes = scored.filter(({ text, intent }) => model.predict(text).label === intent).length
  return (100 * (inFloats - inBytes)) / scored.length
}

function measureLoads(bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
  try {
    const file = join(folder, 'model.bin')
    writeFileSync(file, bytes)
    const program = fileURLToPath(new URL('load-intent-model.js', import.meta.url))
    const times = Array.from({ length: LOADS }, () =>
      Number(execFileSync(process.execPath, [program, file], { encoding: 'utf8' })),
    )
    return Math.min(...times)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function judge(value: number, gate: number): string {
  return `≤ ${gate} ${value <= gate ? 'met' : 'missed'}`
}
