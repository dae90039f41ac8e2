import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineNode } from '../core/node/define-node.ts'
import { port } from '../core/node/ports.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'
import { compile } from './compile.ts'

const common = { version: 1, title: 'T', category: 'logic', summary: '', needs: [], migrations: {} } as const

/** Gives only what the request holds. */
const source = defineNode({
  ...common,
  type: 'input',
  config: z.object({}),
  inputs: {},
  outputs: { a: port.text('A'), b: port.text('B'), c: port.text('C') },
  run: (_inputs, _config, { request }) => request.inputs as { c: string },
})

const fill = defineNode({
  ...common,
  type: 'fill',
  config: z.object({}),
  inputs: { a: port.text('A', { optional: true }), b: port.text('B', { optional: true }) },
  outputs: { text: port.text('Text') },
  run: ({ a, b }) => ({ text: `${a ?? '-'}${b ?? '-'}` }),
})

const first = defineNode({
  ...common,
  type: 'first',
  config: z.object({}),
  inputs: { values: port.any('Values', { many: true, eager: true }) },
  outputs: { value: port.any('Value') },
  run: ({ values }) => ({ value: values[0] }),
})

const sink = defineNode({
  ...common,
  type: 'output',
  config: z.object({}),
  inputs: { value: port.any('Value') },
  outputs: {},
  outputName: () => 'answer',
  run: () => ({}),
})

const pipeline = compile(
  pipelineOf(
    [node('in', 'input'), node('fill', 'fill'), node('first', 'first'), node('out', 'output')],
    [
      wire('in.a', 'fill.a'),
      wire('in.b', 'fill.b'),
      wire('fill.text', 'first.values'),
      wire('in.c', 'first.values'),
      wire('first.value', 'out.value'),
    ],
  ),
  { nodes: [source, fill, first, sink] },
)

it('skips a node none of whose wires brought anything, though it could do without each', async () => {
  const { outputs, events } = await pipeline.run({ c: 'other branch' })
  expect(outputs).toEqual({ answer: 'other branch' })
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'node-skipped', node: 'fill', reason: 'input-not-taken', input: 'a' }),
  )
})

it('runs it with what one of them brought', async () => {
  expect((await pipeline.run({ b: 'B' })).outputs).toEqual({ answer: '-B' })
})
