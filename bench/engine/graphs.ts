/** The two graphs that engines are compared on, as documents and as hand-written code: a line of quick nodes, and a router. */
import { z } from 'zod'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { compile } from '../../runtime/engine/compile.ts'
import type { CompiledPipeline } from '../../runtime/engine/compile.ts'
import type { RunResult } from '../../runtime/engine/run-result.ts'

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
export const registry = [inputNode, outputNode, addNode, pickNode, mergeNode, sleepNode]

function draw(nodes: readonly [string, string][], edges: readonly string[]): PipelineDocument {
  return {
    ...emptyPipeline('bench', 'Bench'),
    nodes: nodes.map(([id, type]) => ({ id, type, version: 1, config: {}, position: { x: 0, y: 0 } })),
    edges: edges.map((edge, index) => {
      const [from = '', fromPort = '', to = ''] = edge.split(' ')
      return { id: `e${index}`, from: { node: from, port: fromPort }, to: { node: to, port: 'value' } }
    }),
  }
}

export function lineOf(count: number, type: string): PipelineDocument {
  const names = Array.from({ length: count }, (_, index) => `n${index}`)
  return draw(
    [['in', 'input'], ...names.map((name): [string, string] => [name, type]), ['out', 'output']],
    ['in out n0', ...names.slice(1).map((name, index) => `n${index} out ${name}`), `n${count - 1} out out`],
  )
}

export const routerGraph = draw(
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

export type Request = (value: number) => Promise<number>

const add = async (value: number) => value + 1
const same = async (value: number) => value

/** With a record of start, duration, input and output of every step: what a trace costs at least. */
export const handLine: Request = async (value) => {
  const trace: Traced[] = []
  let current = value
  for (let index = 0; index < 100; index += 1) current = await traced(trace, `n${index}`, add, current)
  if (trace.length !== 100) throw new Error('trace')
  return current
}

export const handRouter: Request = async (value) => {
  const trace: Traced[] = []
  let current = await traced(trace, 'in', same, value)
  current = await traced(trace, 'pick', same, current)
  current = await traced(trace, branches[current % 4] ?? '', add, current)
  current = await traced(trace, 'join', same, current)
  current = await traced(trace, 'out', same, current)
  if (trace.length !== 5) throw new Error('trace')
  return current
}

/** The same line without any record. */
export const handLineUntraced: Request = async (value) => {
  let current = value
  for (let index = 0; index < 100; index += 1) current = await add(current)
  return current
}

export function compileGraph(document: PipelineDocument): CompiledPipeline {
  return compile(document, { nodes: registry })
}

/** @throws Error when the run failed */
export function answerOf({ status, outputs, error }: RunResult): number {
  if (status !== 'succeeded') throw new Error(error?.message ?? status)
  return Number(outputs['answer'])
}
