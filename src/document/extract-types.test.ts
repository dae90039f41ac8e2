/** A sub-pipeline takes and gives what wires carry, of every type, as it is. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { builtinNodes } from '../../nodes/index.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort, port, portTypes } from '../../runtime/core/node/ports.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { pipelineReferenceSchema } from '../../runtime/core/services/sub-pipelines.ts'
import { portValueSchemas } from '../../runtime/core/wire/values.ts'
import { compile } from '../../runtime/engine/compile.ts'
import { node, pipelineOf, wire } from '../../runtime/testing/pipelines.ts'
import { extractPipeline } from './extract-pipeline.ts'
import { inlinePipeline } from './inline-pipeline.ts'

const answer = { text: 'Yes', citations: [], abstained: false, adapter: null, model: 'm' }
const intent = {
  label: 'a',
  confidence: 1,
  margin: 1,
  runnerUp: null,
  top: [],
  outOfScope: false,
  model: 'm',
}
const passage = { id: 'c', documentId: 'd', title: 'T', text: 'x', source: { start: 0, end: 1 }, score: 1 }

const decision = {
  node: 'n',
  kind: 'router',
  outcome: 'branch',
  intent: null,
  confidence: null,
  margin: null,
  runnerUp: null,
  threshold: null,
  marginThreshold: null,
  abstained: false,
  reason: 'rule-matched',
  rule: null,
  port: 'a',
  bank: null,
  alias: null,
  adapter: null,
  model: null,
}

const values: Readonly<Record<PortType, unknown>> = {
  text: 'long '.repeat(5_000),
  messages: [{ role: 'user', content: 'Hi' }],
  documents: [passage],
  intent,
  decision,
  answer,
  number: 0,
  boolean: false,
  json: { a: [null, 'x'.repeat(30_000)] },
  any: [],
}

const common = {
  version: 1,
  category: 'logic',
  summary: '',
  config: z.object({}),
  needs: [],
  migrations: {},
} as const

/** Gives a value of each type. */
const give = defineNode({
  ...common,
  type: 'give',
  title: 'Give',
  inputs: { seed: port.any('Seed') },
  outputs: Object.fromEntries(portTypes.map((type) => [type, port[type](type)])),
  run: () => values,
})

/** Take a value of one type and give it on. */
const passes = portTypes.map((type) =>
  defineNode({
    ...common,
    type: `pass-${type}`,
    title: type,
    inputs: { value: port[type]('Value') },
    outputs: { value: port[type]('Value') },
    run: (inputs) => ({ value: inputs.value }),
  }),
)

const nodes = [...builtinNodes, give, ...passes]
const registry = createNodeRegistry(nodes)

/** `give` feeds chains of nodes; the first of each takes what fits it, each further one what the one before gives. */
const drawing = fc
  .array(
    fc.record({
      from: fc.constantFrom(...portTypes),
      through: fc.array(fc.constantFrom(...portTypes), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((chains) => {
    const drawn = [node('in', 'input', { fields: [{ name: 'seed', type: 'json' }] }), node('give', 'give')]
    const wires = [wire('in.seed', 'give.seed')]
    chains.forEach(({ from, through }, chain) => {
      let [source, type] = [`give.${from}`, from]
      through.forEach((next, step) => {
        // What comes out of `any` may be of no other type.
        if (!fitsPort(type, next) || (type === 'any' && next !== 'json')) return
        const id = `c${chain}-${step}`
        drawn.push(node(id, `pass-${next}`))
        wires.push(wire(source, `${id}.value`))
        ;[source, type] = [`${id}.value`, next]
      })
      drawn.push(node(`out${chain}`, 'output', { name: `out${chain}` }))
      wires.push(wire(source, `out${chain}.value`))
    })
    return pipelineOf(drawn, wires, 'typed')
  })

const shapeOf = ({ nodes: list, edges }: ReturnType<typeof pipelineOf>) => [
  list.map(({ id, type, config }) => ({ id, type, config })).sort((a, b) => a.id.localeCompare(b.id)),
  edges.map(({ from, to }) => `${from.node}.${from.port} ${to.node}.${to.port}`).sort(),
]

it('knows a value of each type', () => {
  for (const type of ['documents', 'intent', 'answer', 'messages', 'decision'] as const)
    expect(portValueSchemas[type].safeParse(values[type]).success).toBe(true)
})

it('gives the same when any part of a typed pipeline is extracted, and is the same when that is inlined', async () => {
  await fc.assert(
    fc.asyncProperty(drawing, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), async (document, picks) => {
      const inner = document.nodes.filter(({ type }) => type === 'give' || type.startsWith('pass-'))
      const chosen = new Set(picks.flatMap((pick) => inner[pick % inner.length]?.id ?? []))
      const result = extractPipeline(document, registry, chosen, 'Part')
      if (!result.isDone) {
        expect(result.refusal.kind).toBe('detour')
        return
      }
      expect(validatePipeline(result.document, registry)).toEqual([])
      const runOf = (one: typeof document) => compile(one, { nodes }).run({ seed: 1 })
      const [before, after] = await Promise.all([runOf(document), runOf(result.document)])
      expect(before.error).toBeUndefined()
      expect(after.outputs).toEqual(before.outputs)
      const made = result.document.nodes.find(({ id }) => id === result.node)
      const reference = pipelineReferenceSchema.parse(made?.config['pipeline'])
      if (!('inline' in reference)) throw new Error('It is stored elsewhere.')
      const back = inlinePipeline(result.document, registry, result.node, reference.inline)
      if (!back.isDone) throw new Error(JSON.stringify(back.refusal))
      expect(shapeOf(back.document)).toEqual(shapeOf(document))
    }),
    { numRuns: 120 },
  )
})

it.each(portTypes)('takes and gives %s through a field of that type', async (type) => {
  const document = pipelineOf(
    [
      node('in', 'input', { fields: [{ name: 'seed', type: 'json' }] }),
      node('give', 'give'),
      node('pass', `pass-${type}`),
      node('out', 'output', { name: 'out' }),
    ],
    [wire('in.seed', 'give.seed'), wire(`give.${type}`, 'pass.value'), wire('pass.value', 'out.value')],
    'typed',
  )
  const result = extractPipeline(document, registry, new Set(['pass']), 'Part')
  if (!result.isDone) throw new Error(JSON.stringify(result.refusal))
  const made = result.document.nodes.find(({ id }) => id === result.node)
  const reference = pipelineReferenceSchema.parse(made?.config['pipeline'])
  if (!('inline' in reference)) throw new Error('It is stored elsewhere.')
  const input = reference.inline.nodes.find((one) => one.type === 'input')
  expect(input?.config['fields']).toMatchObject([{ type }])
  const run = await compile(result.document, { nodes }).run({ seed: 1 })
  expect(run.outputs).toEqual({ out: values[type] })
})
