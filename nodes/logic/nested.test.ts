/** Nodes that run pipelines or objects of the host, under the real engine. */
import { describe, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { readResources } from '../../runtime/core/services/read-resources.ts'
import type { Resource } from '../../runtime/core/services/resources.ts'
import { compile } from '../../runtime/engine/compile.ts'
import { builtinNodes } from '../index.ts'
import { subPipeline } from './sub-pipeline.ts'

type Nodes = readonly (readonly [id: string, type: string, config?: object, policy?: object | undefined])[]

const draw = (nodes: Nodes, edges: readonly string[], id = 'p') =>
  ({
    ...emptyPipeline(id, id),
    nodes: nodes.map(([nodeId, type, config = {}, policy]) => ({
      id: nodeId,
      type,
      version: 1,
      config,
      position: { x: 0, y: 0 },
      ...(policy === undefined ? {} : { policy }),
    })),
    edges: edges.map((text, index) => {
      const [from = '', to = ''] = text.split('>')
      const end = (part: string) => ({ node: part.split('.')[0] ?? '', port: part.split('.')[1] ?? '' })
      return { id: `e${index}`, from: end(from), to: end(to) }
    }),
  }) as PipelineDocument

const fieldsOf = (...names: string[]) => ({ fields: names.map((name) => ({ name, type: 'json' })) })

/** `{ item } → "<item>" → answer`. */
const quoting = draw(
  [
    ['in', 'input', fieldsOf('item')],
    ['t', 'template', { template: '<{{ item }}>' }],
    ['out', 'output'],
  ],
  ['in.item>t.item', 't.text>out.value'],
  'quoting',
)

const mapping = (config: object, policy?: object) =>
  draw(
    [
      ['in', 'input', fieldsOf('list')],
      ['m', 'map', config, policy],
      ['out', 'output'],
      ['bad', 'output', { name: 'failures' }],
    ],
    ['in.list>m.items', 'm.results>out.value', 'm.failures>bad.value'],
  )

const runWith = (
  document: PipelineDocument,
  inputs: object,
  resources: Record<string, Resource> = {},
  options = {},
) =>
  compile(document, {
    nodes: builtinNodes,
    services: { resources: readResources(resources) },
    ...options,
  }).run(inputs as Record<string, unknown>)

it('refuses an item that is not what its field takes', async () => {
  const fields = [{ name: 'item', type: 'messages' }]
  const inline = draw(
    [
      ['in', 'input', { fields }],
      ['out', 'output'],
    ],
    ['in.item>out.value'],
    'talking',
  )
  const said = [{ role: 'user', content: 'Hi' }]
  const { outputs } = await runWith(mapping({ pipeline: { inline }, onItemError: 'leave-out' }), {
    list: [said, 'Hi', [{ role: 'nobody' }]],
  })
  expect(outputs).toMatchObject({
    answer: [said],
    failures: [
      { index: 1, code: 'INPUT_INVALID' },
      { index: 2, code: 'INPUT_INVALID' },
    ],
  })
})

/** A pipeline whose one step calls the resource `work`. */
const calling = draw(
  [
    ['in', 'input', fieldsOf('item')],
    ['r', 'runnable', { resource: 'work' }],
    ['out', 'output'],
  ],
  ['in.item>r.input', 'r.output>out.value'],
  'calling',
)

describe('map', () => {
  it('gives the results in the order of the list', async () => {
    const { outputs } = await runWith(mapping({ pipeline: { inline: quoting } }), { list: ['a', 'b', 'c'] })
    expect(outputs['answer']).toEqual(['<a>', '<b>', '<c>'])
  })

  it('runs so many at once, and no more', async () => {
    let [running, most] = [0, 0]
    const invoke = async (input: unknown) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      return input
    }
    const list = Array.from({ length: 20 }, (_, index) => index)
    const document = mapping({ pipeline: { inline: calling }, atOnce: 3 })
    const { outputs } = await runWith(document, { list }, { work: { kind: 'runnable', invoke } })
    expect(outputs['answer']).toEqual(list)
    expect(most).toBe(3)
  })

  it('refuses a list that is too long, or none', async () => {
    const document = mapping({ pipeline: { inline: quoting }, maxItems: 2 })
    expect((await runWith(document, { list: [1, 2, 3] })).error).toMatchObject({
      code: 'LIST_TOO_LONG',
      node: 'm',
      params: { count: 3, limit: 2 },
    })
    expect((await runWith(document, { list: 'abc' })).error).toMatchObject({
      code: 'INPUT_INVALID',
      node: 'm',
    })
  })

  it('stops the other items at the first failure, located, or leaves the failed ones out', async () => {
    const invoke = vi.fn(async (input: unknown) => {
      if (input === 1) throw failure('QUESTION_EMPTY', {})
      return input
    })
    const resources = { work: { kind: 'runnable' as const, invoke } }
    const list = Array.from({ length: 50 }, (_, index) => index)
    const config = { pipeline: { inline: calling }, atOnce: 1 }
    const { error } = await runWith(mapping(config), { list }, resources)
    expect(error).toMatchObject({ code: 'QUESTION_EMPTY', node: 'm', path: '/pipeline/r' })
    expect(invoke).toHaveBeenCalledTimes(2)
    const { outputs } = await runWith(
      mapping({ ...config, onItemError: 'leave-out' }),
      { list: [0, 1, 2] },
      resources,
    )
    expect(outputs['answer']).toEqual([0, 2])
    expect(outputs['failures']).toMatchObject([{ index: 1, code: 'QUESTION_EMPTY' }])
  })

  it('stops all items when the run is cancelled', async () => {
    let stopped = 0
    const invoke = (_input: unknown, signal: AbortSignal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          stopped += 1
          reject(new Error('stopped'))
        }),
      )
    const controller = new AbortController()
    const running = compile(mapping({ pipeline: { inline: calling }, atOnce: 3 }), {
      nodes: builtinNodes,
      services: { resources: readResources({ work: { kind: 'runnable', invoke } }) },
    }).run({ list: [1, 2, 3, 4] }, { signal: controller.signal })
    setImmediate(() => controller.abort())
    expect((await running).status).toBe('cancelled')
    expect(stopped).toBe(3)
  })

  it('computes equal items once where the inner node keeps its outputs for the run', async () => {
    const invoke = vi.fn(async (input: unknown) => input)
    const keeping = {
      ...calling,
      nodes: calling.nodes.map((node) => ({ ...node, policy: { cache: 'run' as const } })),
    }
    const document = mapping({ pipeline: { inline: keeping }, atOnce: 1 })
    await runWith(document, { list: ['x', 'x', 'y'] }, { work: { kind: 'runnable', invoke } })
    expect(invoke).toHaveBeenCalledTimes(2)
  })
})

const nesting = (config: object) =>
  draw(
    [
      ['in', 'input', fieldsOf('item')],
      ['s', 'sub-pipeline', config],
      ['out', 'output'],
    ],
    ['in.item>s.item', 's.answer>out.value'],
  )

describe('sub-pipeline', () => {
  it('has the ports of the pipeline inside it', () => {
    const config = subPipeline.config.parse({ pipeline: { inline: quoting } })
    expect(Object.keys(subPipeline.inputs(config))).toEqual(['item'])
    expect(Object.keys(subPipeline.outputs(config))).toEqual(['answer'])
  })

  it('runs it, and streams what its outputs stream', async () => {
    const stream = async function* () {
      yield 'so '
      yield 'far'
    }
    const talking = draw(
      [
        ['in', 'input', fieldsOf('item')],
        ['r', 'runnable', { resource: 'talk', result: 'text' }],
        ['out', 'output'],
      ],
      ['in.item>r.input', 'r.output>out.value'],
    )
    const document = nesting({ pipeline: { inline: talking }, results: [{ name: 'answer', type: 'text' }] })
    const talk = { kind: 'runnable' as const, invoke: async () => '', stream }
    const { outputs, events } = await runWith(document, { item: 1 }, { talk })
    expect(outputs['answer']).toBe('so far')
    expect(
      events.flatMap((event) => (event.type === 'node-delta' ? [`${event.node}:${event.delta}`] : [])),
    ).toEqual(['s/r:so ', 's:so ', 's/r:far', 's:far'])
  })

  it('loads a stored revision once, and pins what stands in it when the run is admitted', async () => {
    const retrieving = draw(
      [
        ['in', 'input', { fields: [{ name: 'item', type: 'text' }] }],
        ['b', 'bm25-retriever', { index: 'desk' }],
        ['out', 'output'],
      ],
      ['in.item>b.query', 'b.documents>out.value'],
      'inner',
    )
    const findPipeline = vi.fn(async () => retrieving)
    const admit = vi.fn(async () => ({
      services: {
        indexes: { open: async () => ({ version: 'desk@1', search: async () => ['found'] }) },
      } as never,
      pins: { indexes: { desk: 'desk@1' }, intents: {}, banks: {} },
      release: () => undefined,
    }))
    const reference = { id: 'inner', revision: 'r1' }
    const ports = {
      fields: [{ name: 'item', type: 'text' }],
      results: [{ name: 'answer', type: 'documents' }],
    }
    const nodes = nesting({ pipeline: reference, ...ports })
    const textInput = { fields: [{ name: 'item', type: 'text' }] }
    const document = {
      ...nodes,
      nodes: nodes.nodes.map((node) => (node.id === 'in' ? { ...node, config: textInput } : node)),
    }
    const pipeline = compile(document, { nodes: builtinNodes, admit, findPipeline })
    for (let again = 0; again < 2; again += 1) {
      const { outputs, error } = await pipeline.run({ item: 'q' })
      expect(error).toBeUndefined()
      expect(outputs['answer']).toEqual(['found'])
    }
    expect(findPipeline).toHaveBeenCalledExactlyOnceWith(reference)
    expect(admit).toHaveBeenCalledWith([{ kind: 'index', id: 'desk' }], expect.any(AbortSignal))
  })

  it('refuses a pipeline that holds itself, without end, and one that is gone', async () => {
    const endless = nesting({
      pipeline: { id: 'endless', revision: 'r' },
      fields: [{ name: 'item', type: 'json' }],
      results: [{ name: 'answer', type: 'any' }],
    })
    const found = await runWith(endless, { item: 1 }, {}, { findPipeline: async () => endless })
    expect(found.error?.code).toBe('SUB_PIPELINE_TOO_DEEP')
    const gone = await runWith(endless, { item: 1 })
    expect(gone.error).toMatchObject({ code: 'PIPELINE_NOT_FOUND', params: { pipeline: 'endless' } })
  })

  it('takes part in the decisions of the run it belongs to', async () => {
    const routing = draw(
      [
        ['in', 'input', fieldsOf('item')],
        ['c', 'condition-router', { rules: [{ id: 'yes', label: 'Yes', when: 'nodes.in.item == 1' }] }],
        ['out', 'output'],
      ],
      ['in.item>c.value', 'c.yes>out.value'],
    )
    const { decisions, error } = await runWith(nesting({ pipeline: { inline: routing } }), { item: 1 })
    expect(error).toBeUndefined()
    expect(decisions).toMatchObject([{ node: 's/c', port: 'yes' }])
  })

  it('reports faults of the document inside it with their place', () => {
    const faulty = draw(
      [
        ['in', 'input', fieldsOf('item')],
        ['x', 'no-such-type'],
        ['out', 'output'],
      ],
      ['in.item>out.value'],
    )
    const issues = validatePipeline(
      nesting({ pipeline: { inline: faulty } }),
      createNodeRegistry(builtinNodes),
    )
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: 'UNKNOWN_NODE_TYPE',
        node: 's',
        path: '/nodes/1/config/pipeline/inline/nodes/1/type',
      }),
    )
  })
})

describe('runnable', () => {
  it('names what is not registered', async () => {
    expect((await runWith(calling, { item: 1 })).error).toMatchObject({
      code: 'RESOURCE_NOT_REGISTERED',
      params: { resource: 'work' },
      node: 'r',
    })
  })
})
