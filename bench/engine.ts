/**
 * What the engine costs beside hand-written code on the same two graphs: a line of 100 quick nodes, and a router with one
 * of four branches taken. The baseline records start, duration, input and output of every step, as a trace must.
 */
import { z } from 'zod'
import type { PipelineDocument } from '../runtime/core/document/document.ts'
import type { NodeDefinition } from '../runtime/core/node/define-node.ts'
import { defineNode } from '../runtime/core/node/define-node.ts'
import { port } from '../runtime/core/node/ports.ts'
import { compile } from '../runtime/engine/compile.ts'
import type { RunResult } from '../runtime/engine/run-result.ts'
import { formatTable, recordTable } from './record-table.ts'

const rounds = 7
const sampleMs = 150

interface Traced {
  readonly node: string
  readonly start: number
  durationMs: number
  readonly input: unknown
  output: unknown
}

async function traced<In, Out>(
  trace: Traced[],
  node: string,
  step: (input: In) => Promise<Out>,
  input: In,
): Promise<Out> {
  const record: Traced = { node, start: performance.now(), durationMs: 0, input, output: undefined }
  trace.push(record)
  const output = await step(input)
  record.durationMs = performance.now() - record.start
  record.output = output
  return output
}

const branches = ['north', 'east', 'south', 'west'] as const

const nodeOf = (
  type: string,
  run: NodeDefinition['run'],
  outputs: readonly string[] = ['out'],
  isMany = false,
) => ({
  ...defineNode({
    type,
    version: 1,
    title: type,
    category: 'logic',
    summary: '',
    config: z.object({}),
    inputs: type === 'input' ? {} : { value: isMany ? port.any('In', { many: true }) : port.any('In') },
    outputs: Object.fromEntries(outputs.map((name) => [name, port.any(name)])),
    needs: [],
    migrations: {},
    ...(type === 'output' ? { outputName: () => 'answer' } : {}),
    run: () => ({}),
  }),
  run,
})

const inputNode = nodeOf('input', (_values, _config, { request }) => ({ out: request.inputs['question'] }))
const outputNode = nodeOf('output', () => ({}), [])
const addNode = nodeOf('add', async ({ value }) => ({ out: Number(value) + 1 }))
const pickNode = nodeOf(
  'pick',
  async ({ value }) => ({ [branches[Number(value) % 4] ?? 'north']: value }),
  branches,
)
const mergeNode = nodeOf(
  'merge',
  async ({ value }) => ({ out: Array.isArray(value) ? value[0] : value }),
  ['out'],
  true,
)
const sleepNode = nodeOf('sleep', async ({ value }) => {
  await new Promise((resolve) => setTimeout(resolve, 50))
  return { out: value }
})
const registry = [inputNode, outputNode, addNode, pickNode, mergeNode, sleepNode]

function draw(nodes: readonly [string, string][], edges: readonly string[]): PipelineDocument {
  return {
    format: 'signalbox/pipeline',
    version: 1,
    id: 'bench',
    name: 'Bench',
    description: '',
    nodes: nodes.map(([id, type]) => ({ id, type, version: 1, config: {}, position: { x: 0, y: 0 } })),
    edges: edges.map((edge, index) => {
      const [from = '', fromPort = '', to = ''] = edge.split(' ')
      return { id: `e${index}`, from: { node: from, port: fromPort }, to: { node: to, port: 'value' } }
    }),
    notes: [],
    groups: [],
  }
}

function lineOf(count: number, type: string): PipelineDocument {
  const names = Array.from({ length: count }, (_, index) => `n${index}`)
  return draw(
    [['in', 'input'], ...names.map((name): [string, string] => [name, type]), ['out', 'output']],
    ['in out n0', ...names.slice(1).map((name, index) => `n${index} out ${name}`), `n${count - 1} out out`],
  )
}

const routerGraph = draw(
  [
    ['in', 'input'],
    ['pick', 'pick'],
    ...branches.map((name): [string, string] => [name, 'add']),
    ['join', 'merge'],
    ['out', 'output'],
  ],
  [
    'in out pick',
    ...branches.flatMap((name) => [`pick ${name} ${name}`, `${name} out join`]),
    'join out out',
  ],
)

type Request = (value: number) => Promise<number>

const add = async (value: number) => value + 1
const same = async (value: number) => value

const handLine: Request = async (value) => {
  const trace: Traced[] = []
  let current = value
  for (let index = 0; index < 100; index += 1) current = await traced(trace, `n${index}`, add, current)
  if (trace.length !== 100) throw new Error('trace')
  return current
}

const handRouter: Request = async (value) => {
  const trace: Traced[] = []
  let current = await traced(trace, 'in', same, value)
  current = await traced(trace, 'pick', same, current)
  current = await traced(trace, branches[current % 4] ?? '', add, current)
  current = await traced(trace, 'join', same, current)
  current = await traced(trace, 'out', same, current)
  if (trace.length !== 5) throw new Error('trace')
  return current
}

function engineRequest(document: PipelineDocument): Request {
  const pipeline = compile(document, { nodes: registry })
  return async (value) =>
    answerOf(await pipeline.run({ question: value }, { signal: new AbortController().signal }))
}

function answerOf({ status, outputs, error }: RunResult): number {
  if (status !== 'succeeded') throw new Error(error?.message ?? status)
  return Number(outputs['answer'])
}

/** Microseconds a request, `atOnce` of them at a time, every result checked. */
async function sample(request: Request, atOnce: number, expected: number): Promise<number> {
  const startedMs = performance.now()
  let count = 0
  while (performance.now() - startedMs < sampleMs) {
    const results = await Promise.all(Array.from({ length: atOnce }, () => request(7)))
    if (results.some((result) => result !== expected)) throw new Error(`wrong result ${results.join()}`)
    count += atOnce
  }
  return ((performance.now() - startedMs) * 1000) / count
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Interleaved samples of both, so that a drift of the machine meets both alike. */
async function compare(hand: Request, engine: Request, atOnce: number, expected: number) {
  const times = { hand: [] as number[], engine: [] as number[] }
  for (let round = 0; round <= rounds; round += 1) {
    const pair = {
      hand: await sample(hand, atOnce, expected),
      engine: await sample(engine, atOnce, expected),
    }
    // The first round warms both up.
    if (round === 0) continue
    times.hand.push(pair.hand)
    times.engine.push(pair.engine)
  }
  const ratio = median(times.engine.map((time, index) => time / (times.hand[index] ?? 1)))
  return { handUs: median(times.hand), engineUs: median(times.engine), ratio }
}

async function measureCrowd(count: number) {
  const pipeline = compile(lineOf(1, 'sleep'), { nodes: registry })
  const run = () => pipeline.run({ question: 7 })
  await Promise.all(Array.from({ length: 100 }, run))
  const before = process.memoryUsage().heapUsed
  const startedMs = performance.now()
  const running = Array.from({ length: count }, run)
  const heapKib = (process.memoryUsage().heapUsed - before) / 1024 / count
  for (const result of await Promise.all(running)) answerOf(result)
  return {
    seconds: (performance.now() - startedMs) / 1000,
    heapKib,
    rssMib: process.memoryUsage().rss / 2 ** 20,
  }
}

export async function runEngineBench(): Promise<void> {
  const rows: (readonly [string, string, string, string, string])[] = []
  const addRow = (
    name: string,
    { handUs, engineUs, ratio }: Awaited<ReturnType<typeof compare>>,
    gate: string,
  ) => rows.push([name, `${handUs.toFixed(2)} µs`, `${engineUs.toFixed(2)} µs`, `${ratio.toFixed(2)}×`, gate])
  addRow('line of 100 nodes', await compare(handLine, engineRequest(lineOf(100, 'add')), 1, 107), '≤ 10×')
  addRow('router, 1 at a time', await compare(handRouter, engineRequest(routerGraph), 1, 8), '≤ 12×')
  addRow('router, 64 at a time', await compare(handRouter, engineRequest(routerGraph), 64, 8), '≤ 12×')
  const crowd = await measureCrowd(10_000)
  rows.push([
    '10,000 requests at once, one node sleeping 50 ms',
    '',
    `${crowd.seconds.toFixed(2)} s`,
    '',
    '≤ 1 s',
  ])
  rows.push(['heap per request in flight', '', `${crowd.heapKib.toFixed(1)} KiB`, '', '≤ 6 KiB'])
  rows.push(['resident memory then', '', `${crowd.rssMib.toFixed(0)} MiB`, '', '≤ 200 MiB'])
  const head = ['graph', 'hand-written, traced', 'engine, full trace', 'ratio', 'gate']
  recordTable('engine', formatTable(head, rows))
}
